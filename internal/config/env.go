package config

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lint"
)

// maxOptionFile is the size in bytes beyond which a file that an option names is not read.
const maxOptionFile = 8 << 20

// env is what the options of rules may ask for. Mistakes are reported in the file.
func (d *decoder) env() lint.Env {
	return lint.Env{
		Complain: d.report,
		ReadFile: d.readFile,
		Globs: func(key string, patterns *yaml.Node) func(string) bool {
			globs := d.globs(d.texts(patterns, key))
			return func(site string) bool { return matchesAny(globs, site) }
		},
	}
}

// silentEnv is env for options that were checked when the file was read.
func (c *Config) silentEnv() lint.Env {
	if c.document == nil {
		return (&decoder{document: &document{}}).env()
	}
	document := *c.document // several goroutines may settle options at once
	return (&decoder{document: &document}).env()
}

// readFile reads a file whose path is relative to the folder of the configuration.
func (d *decoder) readFile(name string) ([]byte, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(d.root, filepath.FromSlash(name))
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, errors.New(cause(err))
	}
	defer f.Close() //nolint:errcheck // nothing was written
	data, err := io.ReadAll(io.LimitReader(f, maxOptionFile+1))
	switch {
	case err != nil:
		return nil, errors.New(cause(err))
	case len(data) > maxOptionFile:
		return nil, fmt.Errorf("it has more than %d MB", maxOptionFile>>20)
	default:
		return data, nil
	}
}
