package vcs

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/kblint/kblint/internal/disk"
)

// addSparse puts the files that a sparse checkout leaves out of the work tree where they belong.
func (r *Repo) addSparse(o *disk.Overlay) error {
	if r.line("config", "--type=bool", "core.sparseCheckout") != "true" {
		return nil // where the setting is missing it is off
	}
	out, err := r.run("ls-files", "-t", "--stage", "--full-name", "-z", "--", ":/")
	if err != nil {
		return fmt.Errorf("ask git what the sparse checkout leaves out: %w", err)
	}
	for record := range bytes.SplitSeq(out, []byte{0}) { // "S 100644 HASH 0\tPATH"
		head, path, ok := bytes.Cut(record, []byte{'\t'})
		fields := strings.Fields(string(head))
		if !ok || len(fields) != 4 || fields[0] != "S" || !isBlob(fields[1]) {
			continue
		}
		if name := r.abs(string(path)); !o.Has(name) {
			o.Put(name, r.blob(fields[2]))
		}
	}
	return nil
}
