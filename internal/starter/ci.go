package starter

import (
	"embed"
	"errors"
	"regexp"
	"slices"
	"strings"
)

//go:embed ci/*.yml
var ciFiles embed.FS

// File is a file to be written for a service that runs CI.
type File struct {
	Name    string // slash-separated, relative to the root of the repository
	Content []byte
	// Advice is what the owner of a file of this name adds to it; "" where the file is kblint's own.
	Advice string
}

// Services are the names of the services that CI files can be written for.
func Services() []string { return []string{"github", "gitlab"} }

// errPath refuses a path that cannot be written into a shell command within YAML.
var errPath = errors.New("the name of the folder has a line break or \"${{\" in it, which no CI file can hold; rename it")

// CI gives the files by which a service runs kblint: at a version, on a path relative to the root of the
// repository. A file with Advice is only for repositories that have none of that name; the owners of one add the
// advice to it themselves.
func CI(service, version, path string) ([]File, error) {
	if strings.ContainsAny(path, "\r\n") || strings.Contains(path, "${{") {
		return nil, errPath
	}
	if !slices.Contains(Services(), service) {
		return nil, errors.New("use one of " + strings.Join(Services(), ", "))
	}
	fill := strings.NewReplacer("{version}", goVersion(version), "{path}", Argument(path))
	template := func(name string) []byte {
		text, _ := ciFiles.ReadFile("ci/" + name) // what is embedded can be read
		return []byte(fill.Replace(string(text)))
	}
	if service == "github" {
		return []File{{Name: ".github/workflows/kblint.yml", Content: template("github.yml")}}, nil
	}
	include := template("include.yml")
	return []File{
		{Name: ".gitlab/kblint.yml", Content: template("gitlab.yml")},
		{Name: ".gitlab-ci.yml", Content: include, Advice: string(include)},
	}, nil
}

// released is a version that the go command can install; what was built from a changed work tree ends in
// "+dirty".
var released = regexp.MustCompile(`^v\d+\.\d+\.\d+[0-9A-Za-z.-]*$`)

func goVersion(version string) string {
	if released.MatchString(version) {
		return version
	}
	return "latest"
}

// plainWord is what a shell and YAML take as it stands.
var plainWord = regexp.MustCompile(`^[\w./][\w./-]*$`)

// Argument is a relative path as a shell hands it to kblint: one that looks like a flag or a command, such as
// "site", is told from that.
func Argument(path string) string {
	if path != "." && !strings.Contains(path, "/") || strings.HasPrefix(path, "-") {
		path = "./" + path
	}
	if plainWord.MatchString(path) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}
