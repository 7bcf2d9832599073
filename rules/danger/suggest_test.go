package danger_test

import (
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/rules/danger"
)

// TestSuggestion has a callout put above a procedure: as the article writes them, or else as its site does.
func TestSuggestion(t *testing.T) {
	t.Parallel()
	const loss = "Everything on the disk or card will be erased. Back up your data first."
	const steps = "1. Open the tool.\n2. Right-click the SD card, then choose **Format**.\n"
	for _, tt := range []struct{ name, generator, before, want string }{
		{"Docusaurus", "docusaurus", "", ":::warning\n\n" + loss + "\n\n:::\n\n"},
		{"VitePress", "vitepress", "", ":::warning\n\n" + loss + "\n\n:::\n\n"},
		{"MkDocs", "mkdocs", "", "!!! warning\n\n    " + loss + "\n\n"},
		{"plain files", "plain", "", "> [!WARNING]\n> " + loss + "\n\n"},
		{"Hugo", "hugo", "", "> **Warning:** " + loss + "\n\n"},
		{"an article with labels", "mkdocs", "## Other\n\n**Warning:** You must not stop it.\n\n", "**Warning:** " + loss + "\n\n"},
		{"an article with alerts", "hugo", "## Other\n\n> [!CAUTION]\n> You must not stop it.\n\n", "> [!WARNING]\n> " + loss + "\n\n"},
		{"an announced list", "hugo", "", "> **Warning:** " + loss + "\n\n"},
		{"Windows lines", "hugo", "", "> **Warning:** " + loss + "\n\n"},
	} {
		lead := ""
		if tt.name == "an announced list" {
			lead = "Do this:\n\n"
		}
		src := tt.before + "## Empty the card\n\nThis is for the card that you have in your phone and the one that is in the box.\n\n" + lead + steps
		want := strings.Replace(src, lead+steps, tt.want+lead+steps, 1)
		if tt.name == "Windows lines" {
			src, want = strings.ReplaceAll(src, "\n", "\r\n"), strings.ReplaceAll(want, "\n", "\r\n")
		}
		pass := lint.NewPass(article.Parse("a.md", []byte(src), lexicon.Default()), article.Date{Year: 2026, Month: 3, Day: 15})
		pass.Generator = tt.generator
		lint.Bind(danger.Family.Rules[0], nil, lint.Env{}).Check(pass)
		found := pass.Take()
		if len(found) != 1 || len(found[0].Fixes) != 1 || found[0].Fixes[0].Safe {
			t.Errorf("%s: %d findings", tt.name, len(found))
			continue
		}
		if got := edit.Apply([]byte(src), found[0].Fixes[0].Edits); string(got) != want {
			t.Errorf("%s: the article becomes\n%s\nwant\n%s", tt.name, got, want)
		}
	}
}
