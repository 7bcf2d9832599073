package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/source"
)

const (
	// maxSize is the size in bytes beyond which a file is not read: a thousand overrides have a
	// quarter of it.
	maxSize = 256 << 10
	// maxDepth keeps recursion over nodes shallow. No configuration needs half of it.
	maxDepth = 32
)

// Problem is a mistake in a configuration file.
type Problem struct {
	File    string      // as it was named to Load
	Source  []byte      // the whole file; nil where it could not be read
	Span    source.Span // the zero Span where the file as a whole is meant
	Message lint.Message
}

// String is the problem in English with its offset, for tests and panics.
func (p Problem) String() string { return fmt.Sprintf("%s:#%d: %s", p.File, p.Span.Start, p.Message) }

// Load reads a configuration file. It reports everything that is wrong with it, in the order of the
// file, and then gives no Config.
func Load(file string, families []lint.Family) (*Config, []Problem) {
	src, err := read(file)
	if err != nil {
		return nil, []Problem{{File: file, Message: lint.Message{
			Format: "the configuration file cannot be read: %s", Args: []any{cause(err)},
		}}}
	}
	return Parse(file, src, families)
}

// Parse is Load for the content of a file.
func Parse(file string, src []byte, families []lint.Family) (*Config, []Problem) {
	d := &decoder{document: newDocument(file, src), registry: newRegistry(families)}
	c := newConfig(d.registry)
	c.document = d.document
	if root := d.parse(); root != nil {
		d.config(root, c)
	}
	d.words(c)
	if len(d.problems) > 0 {
		return nil, d.sorted()
	}
	return c, nil
}

// read gives the content of a file up to a byte more than is allowed.
func read(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("open configuration file: %w", err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	src, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return nil, fmt.Errorf("read configuration file: %w", err)
	}
	return src, nil
}

// cause is what the system says of an error, without the path, which the reader sees anyway.
func cause(err error) string {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err.Error()
	}
	return err.Error()
}

// parse gives the top node of the file, without anchors and aliases; nil where the file is empty
// or unreadable.
func (d *decoder) parse() *yaml.Node {
	if !d.readable() {
		return nil
	}
	loader, err := yaml.NewLoader(bytes.NewReader(d.src), yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		d.syntax(err)
		return nil
	}
	var first, second yaml.Node
	if err := loader.Load(&first); err != nil {
		if !errors.Is(err, io.EOF) {
			d.syntax(err)
		}
		return nil
	}
	switch err := loader.Load(&second); {
	case err == nil:
		d.at(d.restOfLine(d.offset(second.Line, 1)), "a second document begins here; a configuration file holds only one")
	case !errors.Is(err, io.EOF):
		d.syntax(err)
	}
	return d.resolve(first.Content[0])
}

// readable reports what keeps the file from being YAML at all.
func (d *decoder) readable() bool {
	if len(d.src) > maxSize {
		d.at(source.Span{}, "the configuration file has more than %d KB and is not read; shorten it", maxSize>>10)
		return false
	}
	for i := 0; i < len(d.src); {
		r, size := utf8.DecodeRune(d.src[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			d.at(source.Span{Start: i, End: i + 1}, "this byte (%s) is not UTF-8; save the file in UTF-8", fmt.Sprintf("0x%02X", d.src[i]))
			return false
		case r < ' ' && r != '\t' && r != '\n' && r != '\r', r == '\ufffe', r == '\uffff':
			d.at(source.Span{Start: i, End: i + size}, "this is an invisible control character (%s); delete it", fmt.Sprintf("U+%04X", r))
			return false
		}
		i += size
	}
	return true
}

// sorted are the problems in the order of the file. What an alias repeats is reported once.
func (d *decoder) sorted() []Problem {
	slices.SortStableFunc(d.problems, func(a, b Problem) int { return a.Span.Start - b.Span.Start })
	return slices.CompactFunc(d.problems, func(a, b Problem) bool {
		return a.Span == b.Span && a.Message.String() == b.Message.String()
	})
}
