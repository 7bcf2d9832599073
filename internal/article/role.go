package article

import (
	"path"
	"strings"
)

// Role is what a Markdown file is for, as far as its path tells.
type Role uint8

// The roles of files.
const (
	Page    Role = iota // an article that readers see
	Meta                // README, LICENSE and the like: for those who work on the site
	Partial             // a part of other articles, or the pattern of new ones
)

// metaNames are files that repositories have and sites do not show.
var metaNames = set(
	"readme", "license", "licence", "changelog", "contributing", "code_of_conduct",
	"pull_request_template", "issue_template", "codeowners", "copying",
)

// metaCapitals are the same where they are written in capitals; security.md may be an article.
var metaCapitals = set(
	"SECURITY", "SUPPORT", "AGENTS", "CLAUDE", "SUMMARY", "GOVERNANCE", "AUTHORS", "CONTRIBUTORS",
	"MAINTAINERS", "NOTICE", "HISTORY", "ROADMAP", "DOCUMENTATION",
)

// partialFolders hold parts of articles, or patterns for new ones.
var partialFolders = set(
	"_includes", "_include", "includes", "_partials", "partials", "snippets", "_snippets",
	"shared", "_shared", "_common", "archetypes", "templates", "_templates", "layouts",
	"_layouts", "themes",
)

// metaFolders hold what is about the repository, or comes from elsewhere.
var metaFolders = set("issue_template", "pull_request_template", ".github", ".gitlab", "vendor", "node_modules", "contributing", "scripts")

// Role tells what the article is for, by its Site path.
func (a *Article) Role() Role { return a.role.get(func() Role { return RoleOf(a.Site) }) }

// RoleOf tells what the file at a slash-separated path is for.
func RoleOf(name string) Role {
	dir, base := path.Split(strings.ToLower(name))
	for folder := range strings.SplitSeq(dir, "/") {
		if partialFolders[folder] {
			return Partial
		}
		if metaFolders[folder] {
			return Meta
		}
	}
	stem, _, _ := strings.Cut(base, ".")
	written, _, _ := strings.Cut(path.Base(name), ".")
	switch {
	case metaCapitals[written]:
		return Meta
	case metaNames[strings.ReplaceAll(stem, "-", "_")]:
		return Meta
	case strings.HasPrefix(base, "_") && stem != "_index":
		return Partial
	default:
		return Page
	}
}
