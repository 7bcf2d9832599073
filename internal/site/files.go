package site

import "io/fs"

// maxFiles is how many files are looked at for routes that no article has.
const maxFiles = 20_000

// walkFiles visits the files below a folder, but for those in folders that skip names. What cannot be read is
// passed over.
func walkFiles(dir fs.FS, root string, skip func(folder string) bool, visit func(name string)) {
	seen := 0
	// The function gives no error but fs.SkipDir.
	_ = fs.WalkDir(dir, root, func(name string, e fs.DirEntry, err error) error {
		seen++
		switch {
		case err != nil || seen > maxFiles:
			return fs.SkipDir
		case e.IsDir():
			if name != root && skip(name) {
				return fs.SkipDir
			}
		default:
			visit(name)
		}
		return nil
	})
}

// readFirst is the first file that there is, and its name; "" if there is none.
func readFirst(dir fs.FS, names ...string) (src []byte, name string) {
	for _, name := range names {
		if src, err := fs.ReadFile(dir, name); err == nil {
			return src, name
		}
	}
	return nil, ""
}

// scriptNames are the names that a configuration in JavaScript or TypeScript may have.
func scriptNames(stem string) []string {
	var names []string
	for _, ext := range []string{".ts", ".mts", ".cts", ".js", ".mjs", ".cjs"} {
		names = append(names, stem+ext)
	}
	return names
}
