package article_test

import (
	"testing"

	"github.com/kblint/kblint/internal/article"
)

func TestLayout(t *testing.T) {
	t.Parallel()
	for name, site := range map[string]map[string]article.Address{
		"page bundles": {
			"content/posts/a/index.md":   {Folder: "content/posts"},
			"content/posts/b/index.md":   {Folder: "content/posts"},
			"content/posts/c.md":         {Folder: "content/posts"},
			"content/posts/_index.md":    {Folder: "content/posts", Landing: true},
			"content/about/index.md":     {Folder: "content"},
			"content/archives.md":        {Folder: "content"},
			"content/guide/index.md":     {Folder: "content/guide", Landing: true},
			"content/guide/one/index.md": {Folder: "content/guide"},
		},
		"folders of languages": {
			"content/id/posts/a.md":       {Language: "id", Folder: "content/posts", Tongue: "content/id"},
			"content/en/posts/a.md":       {Language: "en", Folder: "content/posts", Tongue: "content/en"},
			"content/pt-BR/posts/a.md":    {Language: "pt-br", Folder: "content/posts", Tongue: "content/pt-BR"},
			"content/zh_Hans/index.md":    {Language: "zh-hans", Folder: "content", Tongue: "content/zh_Hans", Landing: true},
			"content/en/posts/b/index.md": {Language: "en", Folder: "content/posts", Tongue: "content/en"},
		},
		"translations beside the original": {
			"docs/intro.md": {Folder: "docs"},
			"i18n/id/docusaurus-plugin-content-docs/current/a.md": {Language: "id", Folder: "i18n/docusaurus-plugin-content-docs/current", Tongue: "i18n/id"},
		},
		"languages as suffixes": {
			"posts/a.md":          {Folder: "posts"},
			"posts/a.id.md":       {Language: "id", Folder: "posts"},
			"posts/b/index.en.md": {Language: "en", Folder: "posts"},
			"posts/v1.2.md":       {Folder: "posts"},
			"posts/asp.net.md":    {Folder: "posts"},
		},
		"a folder that is called like a language": {
			"docs/sw/a.md":       {Folder: "docs/sw"},
			"docs/hw/a.md":       {Folder: "docs/hw"},
			"docs/platform/a.md": {Folder: "docs/platform"},
			"posts/my/a.md":      {Folder: "posts/my"},
		},
		"the top": {
			"a.md":      {Folder: "."},
			"index.md":  {Folder: ".", Landing: true},
			"b/c/d.mdx": {Folder: "b/c"},
		},
	} {
		var paths []string
		for p := range site {
			paths = append(paths, p)
		}
		layout := article.NewLayout(paths)
		for p, want := range site {
			if got := layout.At(p); got != want {
				t.Errorf("%s: %s is at %+v, want %+v", name, p, got, want)
			}
		}
	}
}
