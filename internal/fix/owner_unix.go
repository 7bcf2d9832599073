//go:build unix

package fix

import (
	"io/fs"
	"os"
	"syscall"
)

// likeOwner gives a new file the owner and the group of another. Who is not root may at best give it the
// group; what is not permitted stays as it is.
func likeOwner(file *os.File, info fs.FileInfo) {
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return
	}
	if err := file.Chown(int(stat.Uid), int(stat.Gid)); err != nil {
		file.Chown(-1, int(stat.Gid)) //nolint:errcheck // not everybody may
	}
}
