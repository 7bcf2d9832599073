package report_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/displaywidth"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/lint"
)

func TestTextPage(t *testing.T) {
	const src = `---
title: Akun
tags: [Akun, akun]
---

Lihat [gambar](images/x.png) ini.
`
	missing := engine.Finding{
		Rule: "frontmatter/required", Severity: lint.Error, Path: "a.md",
		Message: message(`the front matter has no "%s"`, "description"),
	}
	doubled := engine.Finding{
		Rule: "keywords/duplicate", Severity: lint.Warning, Path: "a.md", Span: at(t, src, "akun"),
		Message: message(`"%s" stands twice`, "akun"),
		Fixes: []lint.Fix{
			{Message: message(`remove the second "akun"`), Safe: true},
			{Message: message("remove both")},
		},
		Related: []lint.Related{
			{Span: at(t, src, "Akun,"), Message: message("the first is here")},
			{Path: "b/c.md", Span: article.Span{Start: 3, End: 4}, Message: message("and here")},
		},
	}
	broken := finding(at(t, src, "images/x.png"))
	broken.Severity = lint.Hint
	broken.Fixes = []lint.Fix{{Message: message("use images/X.png")}}
	run := one(src, missing, doubled, broken)
	run.Sources = sources(map[string]string{"a.md": src, "b/c.md": "a\nbc\n"})

	same(t, `a.md:1:1: error: the front matter has no "description" [frontmatter/required]

a.md:3:14: warning: "akun" stands twice [keywords/duplicate]
    3 | tags: [Akun, akun]
      |              ^^^^
      = fix: remove the second "akun"
      = suggestion: remove both
      = a.md:3:8: note: the first is here
      = b/c.md:2:2: note: and here

a.md:6:16: hint: is wrong [links/broken-file]
    6 | Lihat [gambar](images/x.png) ini.
      |                ^^^^^^^^^^^^
      = suggestion: use images/X.png
`, printed(t, "text", run))
}

func TestTextIsLocalised(t *testing.T) {
	f := finding(article.Span{Start: 0, End: 1})
	f.Fixes = []lint.Fix{{Message: message("do"), Safe: true}, {Message: message("try")}}
	f.Related = []lint.Related{{Span: article.Span{Start: 1, End: 2}, Message: message("see")}}
	run := one("abc", f)
	run.Text = shouting{}
	same(t, `a.md:1:1: <error>: <is wrong> [links/broken-file]
    1 | abc
      | ^
      = <fix: <do>>
      = <suggestion: <try>>
      = a.md:1:2: <note: <see>>
`, printed(t, "text", run))
}

func TestTextWithoutRule(t *testing.T) {
	f := finding(article.Span{Start: 0, End: 1})
	f.Rule, f.Severity = "", lint.Off
	same(t, "a.md:1:1: off: is wrong\n    1 | abc\n      | ^\n", printed(t, "text", one("abc", f)))
}

func TestColour(t *testing.T) {
	t.Setenv("NO_COLOR", "1") // the caller has decided; nothing else counts
	f := finding(article.Span{Start: 2, End: 5})
	f.Fixes = []lint.Fix{{Message: message("do"), Safe: true}}
	run := one("a bcd", f)
	run.Color = true
	got := strings.ReplaceAll(printed(t, "text", run), "\x1b[", "«")
	same(t, `«1ma.md:1:3«22m: «31;1merror«0;22m: is wrong «2m[links/broken-file]«22m
«2m    1 |«22m a bcd
«2m      |«22m   «31;1m^^^«0;22m
      = «32mfix: do«0m
`, got)
}

// TestFrame shows what stands under a source line. The span is what » and « enclose.
func TestFrame(t *testing.T) {
	for _, c := range []struct{ name, src, frame string }{
		{"ASCII", "one »two« three", "    1 | one two three\n      |     ^^^\n"},
		{"empty span", "one »«two", "    1 | one two\n      |     ^\n"},
		{"empty span at the end of the line", "one»«\ntwo", "    1 | one\n      |    ^\n"},
		{"empty span at the end of the file", "one\n»«", "    2 |\n      | ^\n"},
		{"line end", "one»\n«two", "    1 | one\n      |    ^\n"},
		{"CRLF", "one »two«\r\nthree\r\n", "    1 | one two\n      |     ^^^\n"},
		{"lone CR", "one\r»two«\n", "    1 | one\\rtwo\n      |      ^^^\n"},
		{"second line", "one\ntwo »three«\n", "    2 | two three\n      |     ^^^^^\n"},
		{"several lines", "one »two\nthree« four\n", "    1 | one two\n      |     ^^^…\n"},
		{"several lines from a line's end", "one»\nthree« four\n", "    1 | one\n      |    ^…\n"},
		{"whole line", "»one\n«two\n", "    1 | one\n      | ^^^\n"},
		{"byte order mark", "\ufeff»one« two", "    1 | one two\n      | ^^^\n"},
		{"byte order mark inside", "one \ufeff»two«", "    1 | one \\ufefftwo\n      |           ^^^\n"},
		{"tabs", "\tone\t»two\tthree«", "    1 |     one    two    three\n      |            ^^^^^^^^^^^^\n"},
		{"East Asian", "日本 »語« x", "    1 | 日本 語 x\n      |      ^^\n"},
		{"full width", "ＡＢ»Ｃ«", "    1 | ＡＢＣ\n      |     ^^\n"},
		{"emoji", "👨‍👩‍👧🇮🇩👍🏽 »ya«", "    1 | 👨‍👩‍👧🇮🇩👍🏽 ya\n      |        ^^\n"},
		{"inside an emoji", "👨»\u200d«👩 ya", "    1 | 👨\u200d👩 ya\n      | ^^\n"},
		{"flag of Wales", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f»x«", "    1 | 🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007fx\n      |   ^\n"},
		{"combining marks", "e\u0301e\u0301 »ya«", "    1 | e\u0301e\u0301 ya\n      |    ^^\n"},
		{"mark without a base", "»\u0301«x", "    1 | \\u0301x\n      | ^^^^^^\n"},
		{"Arabic joiner", "می\u200cخ »x«", "    1 | می\u200cخ x\n      |     ^\n"},
		{"hidden joiner", "a\u200db »x«", "    1 | a\\u200db x\n      |          ^\n"},
		{"mark after a hidden joiner", "a\u200d\u0301 »x«", "    1 | a\\u200d\\u0301 x\n      |               ^\n"},
		{"zero width space", "a»\u200b«b", "    1 | a\\u200bb\n      |  ^^^^^^\n"},
		{"soft hyphen", "a\u00adb»c«", "    1 | a\\u00adbc\n      |         ^\n"},
		{"bidi override", "a\u202e»b«\u2066\u2069", "    1 | a\\u202eb\\u2066\\u2069\n      |        ^\n"},
		{"hidden tag", "a\U000e0041»b«", "    1 | a\\U000e0041b\n      |            ^\n"},
		{"escape sequence", "a\x1b[31m»b«\x00\x7f", "    1 | a\\x1b[31mb\\x00\\x7f\n      |          ^\n"},
		{"C1 control", "a\u009b»b«", "    1 | a\\u009bb\n      |        ^\n"},
		{"invalid bytes", "a\xff\xc3»b«\xe6\x97", "    1 | a\\xff\\xc3b\\xe6\\x97\n      |          ^\n"},
		{"line separator", "a\u2028»b«", "    1 | a\\u2028b\n      |        ^\n"},
		{"no-break and ideographic space", "a\u00a0\u3000»b«", "    1 | a\u00a0\u3000b\n      |     ^\n"},
		{"trailing blanks", "one»  «\n", "    1 | one\n      |    ^^\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			src, span := marked(t, c.src)
			_, got, _ := strings.Cut(printed(t, "text", one(src, finding(span))), "\n")
			same(t, c.frame, got)
		})
	}
}

// marked takes the signs » and « out of a source and gives the span between them.
func marked(t *testing.T, src string) (text string, span article.Span) {
	t.Helper()
	before, rest, opened := strings.Cut(src, "»")
	inside, after, closed := strings.Cut(rest, "«")
	if !opened || !closed {
		t.Fatalf("%q marks no span", src)
	}
	return before + inside + after, article.Span{Start: len(before), End: len(before) + len(inside)}
}

func TestFrameOfLongLine(t *testing.T) {
	words := strings.Repeat("lima enam ", 200)
	for _, c := range []struct{ name, src, frame string }{
		{
			"in the middle", words + "»TITIK« " + words,
			"    1 | …m lima enam TITIK lima enam li…\n      |              ^^^^^\n",
		},
		{
			"at the start", "»TITIK« " + words,
			"    1 | TITIK lima enam lima enam lima…\n      | ^^^^^\n",
		},
		{
			"at the end", words + "»TITIK«",
			"    1 | …nam lima enam lima enam TITIK\n      |                          ^^^^^\n",
		},
		{
			"longer than the window", words + "»TITIK " + words + "«" + words,
			"    1 | …a enam TITIK lima enam lima en…\n      |         ^^^^^^^^^^^^^^^^^^^^^^^…\n",
		},
		{
			"on to the next line", words + "»TITIK\nkata«",
			"    1 | …nam lima enam lima enam TITIK\n      |                          ^^^^^…\n",
		},
		{
			"wide characters", strings.Repeat("日本語", 400) + "»点«" + strings.Repeat("日本語", 400),
			"    1 | …語日本語日本語点日本語日本語日…\n      |                ^^\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			src, span := marked(t, c.src)
			run := one(src, finding(span))
			run.Width = 40
			_, got, _ := strings.Cut(printed(t, "text", run), "\n")
			same(t, c.frame, got)
		})
	}
}

func TestWidths(t *testing.T) {
	src := strings.Repeat("x", 1000)
	for width, columns := range map[int]int{0: 100, 1: 40, 40: 40, 72: 72, 400: 400} {
		run := one(src, finding(article.Span{Start: 500, End: 503}))
		run.Width = width
		got := strings.Split(printed(t, "text", run), "\n")[1]
		if displaywidth.String(got) != columns {
			t.Errorf("Width %d gives a frame of %d columns, want %d", width, displaywidth.String(got), columns)
		}
	}
}

func TestFarLineNumber(t *testing.T) {
	src := strings.Repeat("\n", 1_234_566) + "text"
	f := finding(at(t, src, "text"))
	f.Fixes = []lint.Fix{{Message: message("do")}}
	same(t, `a.md:1234567:1: error: is wrong [links/broken-file]
1234567 | text
        | ^^^^
        = suggestion: do

a.md:1:1: error: is wrong [links/broken-file]
      = suggestion: do
`, printed(t, "text", one(src, f, engine.Finding{
		Rule: f.Rule, Severity: f.Severity, Path: f.Path, Message: f.Message, Fixes: f.Fixes,
	})))
}

func TestHostileWords(t *testing.T) {
	f := finding(article.Span{Start: 0, End: 1})
	f.Path = "a\n\x1b]0;b.md"
	f.Message = message("\"%s\" is wrong", "x\r\n\t\u202e\xff日本")
	run := one("")
	run.Result.Findings = []engine.Finding{f}
	run.Sources = func(string) ([]byte, error) { return []byte("abc"), nil }
	same(t, `a\n\x1b]0;b.md:1:1: error: "x\r\n\t\u202e\xff日本" is wrong [links/broken-file]
    1 | abc
      | ^
`, printed(t, "text", run))
}

// FuzzTextPage holds that nothing in an article, its path or a message gets out of hand on
// the terminal, and that frames keep to its width.
func FuzzTextPage(f *testing.F) {
	f.Add("satu dua tiga", "a.md", "galat", 5, 8, 80)
	f.Add("\x1b[2J\u202e日本\xff\t"+strings.Repeat("e\u0301", 300), "\x1b.md", "a\nb\u200b", 0, 40, 40)
	f.Add(strings.Repeat("🇮🇩", 300), "a", "", 404, 412, 0)
	f.Add("a"+strings.Repeat("\u0301", 3000)+"b", "a", "", 1, 3000, 50)
	f.Add("x\r\n\r\ny", "\xe6\x97", "\xff", 2, -1, 1)
	f.Fuzz(func(t *testing.T, src, path, words string, start, end, width int) {
		found := finding(article.Span{Start: start, End: end})
		found.Path, found.Message = path, message("%s", words)
		found.Related = []lint.Related{{Span: found.Span, Message: found.Message}}
		run := one("", found)
		run.Sources = func(string) ([]byte, error) { return []byte(src), nil }
		run.Width = min(max(width, 0), 500)
		got := printed(t, "text", run)
		harmless(t, got)
		if !found.Span.IsZero() {
			fits(t, strings.Split(got, "\n")[1:3], run.Width)
		}
	})
}

func harmless(t *testing.T, got string) {
	t.Helper()
	if !utf8.ValidString(got) {
		t.Errorf("the output is not UTF-8: %q", got)
	}
	for _, r := range got {
		switch {
		case r == '\n' || r == '\u200c' || r == '\u200d' || r >= 0xe0020 && r <= 0xe007f:
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp):
			t.Errorf("the output holds %U: %q", r, got)
		}
	}
	if lines := strings.Count(got, "\n"); lines > 4 {
		t.Errorf("the output has %d lines: %q", lines, got)
	}
}

func fits(t *testing.T, frame []string, width int) {
	t.Helper()
	if width == 0 {
		width = 100
	}
	for _, line := range frame {
		if got := displaywidth.String(line); got > max(width, 40) {
			t.Errorf("%q is %d columns wide, want at most %d", line, got, width)
		}
	}
	if !strings.Contains(frame[1], "^") {
		t.Errorf("no caret in %q", frame)
	}
}
