package article_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/article"
)

// fmDescribe lists a value and what is below it, a line each: "path | kind | text |
// source". The path has the keys as they are written, and line breaks are shown
// as "⏎", so that a table of these lines is the notation's specification.
func fmDescribe(src []byte, fm *article.FrontMatter) string {
	var b strings.Builder
	if fm != nil && fm.Root != nil {
		fmDescribeBelow(&b, src, fm.Root, "")
	}
	return b.String()
}

func fmDescribeBelow(b *strings.Builder, src []byte, v *article.Value, path string) {
	for _, entry := range v.Entries {
		fmDescribeValue(b, src, entry.Value, path+string(entry.KeySpan.Text(src)))
	}
	for i, item := range v.Items {
		fmDescribeValue(b, src, item, fmt.Sprintf("%s%d", path, i))
	}
}

func fmDescribeValue(b *strings.Builder, src []byte, v *article.Value, path string) {
	kind := v.Kind.String()
	for _, flag := range []struct {
		set  bool
		name string
	}{{v.Quoted, "quoted "}, {v.Flow, "flow "}, {v.Alias, "alias "}, {v.Broken, "broken "}} {
		if flag.set {
			kind = flag.name + kind
		}
	}
	line := fmt.Sprintf("%s | %s | %s | %s", path, kind, v.Text, v.Span.Text(src))
	b.WriteString(strings.NewReplacer("\r\n", "⏎", "\n", "⏎", "\t", "→").Replace(line) + "\n")
	fmDescribeBelow(b, src, v, path+".")
}

// fmDescribeProblems lists problems, a line each: "kind | detail | source", where the
// source is the line with the span between ‹ and ›.
func fmDescribeProblems(src []byte, fm *article.FrontMatter) string {
	if fm == nil {
		return ""
	}
	var b strings.Builder
	for _, p := range fm.Problems {
		start := strings.LastIndexByte(string(src[:p.Span.Start]), '\n') + 1
		end := len(src)
		if i := strings.IndexByte(string(src[p.Span.End:]), '\n'); i >= 0 {
			end = p.Span.End + i
		}
		line := fmt.Sprintf("%s | %s | %s‹%s›%s", p.Kind, p.Detail, src[start:p.Span.Start], p.Span.Text(src), src[p.Span.End:end])
		b.WriteString(strings.NewReplacer("\r", "", "\n", "⏎", "\t", "→", "\x00", "␀", "\x01", "␁", "\xff", "�").Replace(line) + "\n")
	}
	return b.String()
}

// fmContentTest is a front matter block's content with what is read from it.
type fmContentTest struct {
	name     string
	content  string
	values   string // as fmDescribe lists them
	problems string // as fmDescribeProblems lists them
}

// testFrontMatters reads each content between fences and compares what is found.
func testFrontMatters(t *testing.T, block func(content string) []byte, tests []fmContentTest) {
	t.Helper()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := block(tt.content)
			fm, body := article.ParseFrontMatter(src)
			if fm == nil {
				t.Fatalf("no front matter in %q", src)
			}
			if diff := cmp.Diff(fmLines(tt.values), fmDescribe(src, fm)); diff != "" {
				t.Errorf("values (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(fmLines(tt.problems), fmDescribeProblems(src, fm)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if got := string(src[body:]); got != "Isi.\n" {
				t.Errorf("body = %q", got)
			}
			checkFrontMatter(t, src)
		})
	}
}

// fmLines trims the indentation that a raw string in a table has.
func fmLines(table string) string {
	var b strings.Builder
	for line := range strings.Lines(table) {
		if line = strings.TrimLeft(line, "\t"); strings.TrimSpace(line) != "" {
			b.WriteString(line)
		}
	}
	return b.String()
}

func fmYAMLBlock(content string) []byte { return []byte("---\n" + content + "\n---\nIsi.\n") }
func fmTOMLBlock(content string) []byte { return []byte("+++\n" + content + "\n+++\nIsi.\n") }

func TestFrontMatterFences(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		src     string
		format  article.Format
		span    string
		content string
		body    string
	}{
		{"YAML", "---\na: 1\n---\nIsi\n", article.YAML, "---\na: 1\n---", "a: 1\n", "Isi\n"},
		{"TOML", "+++\na = 1\n+++\nIsi\n", article.TOML, "+++\na = 1\n+++", "a = 1\n", "Isi\n"},
		{"JSON between semicolons", ";;;\n{\"a\": 1}\n;;;\nIsi", article.JSON, ";;;\n{\"a\": 1}\n;;;", "{\"a\": 1}\n", "Isi"},
		{"named YAML", "---yaml\na: 1\n---\nIsi", article.YAML, "---yaml\na: 1\n---", "a: 1\n", "Isi"},
		{"named TOML", "---toml\na = 1\n---\nIsi", article.TOML, "---toml\na = 1\n---", "a = 1\n", "Isi"},
		{"named JSON", "---json\n{}\n---\nIsi", article.JSON, "---json\n{}\n---", "{}\n", "Isi"},
		{"bare JSON", "{\n  \"a\": 1\n}\n\nIsi", article.JSON, "{\n  \"a\": 1\n}", "{\n  \"a\": 1\n}", "\nIsi"},
		{"bare JSON directly above the text", "{\n\"a\": 1\n}\nIsi", article.JSON, "{\n\"a\": 1\n}", "{\n\"a\": 1\n}", "Isi"},
		{"JSON on one line", "{\"a\": 1}\nIsi", article.JSON, "{\"a\": 1}", "{\"a\": 1}", "Isi"},
		{"JSON with a brace and a blank line inside", "{\n\"a\": {\n}\n\n}\nIsi", article.JSON, "{\n\"a\": {\n}\n\n}", "{\n\"a\": {\n}\n\n}", "Isi"},
		{"JSON with braces in a string", "{\"a\": \"}{\\\"}\"}  \nIsi", article.JSON, "{\"a\": \"}{\\\"}\"}  ", "{\"a\": \"}{\\\"}\"}", "Isi"},
		{"empty JSON", "{}\n", article.JSON, "{}", "{}", ""},
		{"byte order mark", "\ufeff---\na: 1\n---\nIsi", article.YAML, "---\na: 1\n---", "a: 1\n", "Isi"},
		{"CRLF", "---\r\na: 1\r\n---\r\nIsi", article.YAML, "---\r\na: 1\r\n---", "a: 1\r\n", "Isi"},
		{"blanks behind the fences", "--- \na: 1\n---\t \nIsi", article.YAML, "--- \na: 1\n---\t ", "a: 1\n", "Isi"},
		{"fence at the end of the file", "---\na: 1\n---", article.YAML, "---\na: 1\n---", "a: 1\n", ""},
		{"end mark of YAML", "---\na: 1\n...\nIsi\n---\n", article.YAML, "---\na: 1\n...", "a: 1\n", "Isi\n---\n"},
		{"no end mark in a named block", "---yaml\na: 1\n...\n---\nIsi", article.YAML, "---yaml\na: 1\n...\n---", "a: 1\n...\n", "Isi"},
		{"indented fence in a block text", "---\na: |\n  x\n  ---\n  y\n---\nIsi", article.YAML, "---\na: |\n  x\n  ---\n  y\n---", "a: |\n  x\n  ---\n  y\n", "Isi"},
		{"longer rule in the body", "---\na: 1\n---\nIsi\n\n-----\n", article.YAML, "---\na: 1\n---", "a: 1\n", "Isi\n\n-----\n"},
		{"nothing inside", "---\n---\nIsi", article.YAML, "---\n---", "", "Isi"},
		{"blank line inside", "---\n\n---\nIsi", article.YAML, "---\n\n---", "\n", "Isi"},
		{"comment inside", "---\n# Jangan hapus.\n---\nIsi", article.YAML, "---\n# Jangan hapus.\n---", "# Jangan hapus.\n", "Isi"},
		{"nothing inside TOML", "+++\n+++\nIsi", article.TOML, "+++\n+++", "", "Isi"},
		{"nothing inside JSON", ";;;\n;;;\nIsi", article.JSON, ";;;\n;;;", "", "Isi"},
		{"home page without closing fence", "---\nlayout: home\nhero:\n  name: Pusat Bantuan\n", article.YAML, "---\nlayout: home\nhero:\n  name: Pusat Bantuan\n", "layout: home\nhero:\n  name: Pusat Bantuan\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			src := []byte(tt.src)
			fm, body := article.ParseFrontMatter(src)
			if fm == nil {
				t.Fatalf("no front matter found, body = %d", body)
			}
			type shape struct {
				Format              string
				Span, Content, Body string
				Problems            string
			}
			want := shape{tt.format.String(), tt.span, tt.content, tt.body, ""}
			got := shape{fm.Format.String(), string(fm.Span.Text(src)), string(fm.Content.Text(src)), string(src[body:]), fmDescribeProblems(src, fm)}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("block (-want +got):\n%s", diff)
			}
			checkFrontMatter(t, src)
		})
	}
}

func TestNoFrontMatter(t *testing.T) {
	t.Parallel()
	for name, src := range map[string]string{
		"empty file":                        "",
		"blank file":                        "\n \n",
		"only a byte order mark":            "\ufeff",
		"byte order mark and text":          "\ufeffIsi",
		"text":                              "Isi\n",
		"text above the fence":              "Isi\n---\na: 1\n---\n",
		"one fence":                         "---",
		"rule longer than a fence":          "-----\na: 1\n---\n",
		"rule of two hyphens and text":      "--\nIsi.\n---\n",
		"long rules around notes":           "----------\nCatatan: baca dulu.\n----------\nIsi.\n",
		"example of front matter in code":   "Contoh:\n\n```yaml\n---\ntitle: a\n---\n```\n",
		"front matter far below":            strings.Repeat("Isi.\n\n", 10) + "---\ntitle: a\n---\n",
		"properties of a component":         "::card\n---\ntitle: a\n---\nIsi.\n::\n",
		"text above an unclosed fence":      "Isi\n---\ntitle: a\n\nIsi.\n",
		"text behind the fence":             "--- a\nb: 1\n---\n",
		"indented fence":                    "  ---\na: 1\n---\n",
		"text between two rules":            "---\nIsi.\n---\nLagi.\n",
		"text with a colon":                 "---\nSatu baris\nlalu: ini: itu\n---\n",
		"paragraphs between two rules":      "---\nCatatan: baca dulu.\n\nLalu lanjut.\n---\n",
		"list between two rules":            "---\n- satu\n- dua\n---\n",
		"rule and a paragraph with a colon": "---\nCatatan: simpan dulu.\n\nIsi.\n",
		"rule and text":                     "---\n\nIsi.\n",
		"rule and text that is no UTF-8":    "---\n\xff\xfea: 1\n---\n",
		"text between plus signs":           "+++\nIsi saja.\n+++\n",
		"text between semicolons":           ";;;\nIsi saja.\n;;;\n",
		"rule and a link":                   "---\n[Kembali](indeks.md)\n\nIsi.\n",
		"link and more between two rules":   "---\n[Kembali](indeks.md): lihat\nIsi: satu: dua\n---\n",
		"Hugo shortcode":                    "{{< gambar \"a.png\" >}}\n",
		"Liquid tag":                        "{% include a.html %}\n",
		"MDX comment":                       "{/* vale off */}\n",
		"MDX expression":                    "{\"teks\"}\n",
		"brace and text":                    "{ isi }\n",
		"JSON object in a sentence":         "{\"a\": 1} adalah JSON.\n",
		"JSON array":                        "[1, 2]\n",
		"URL between two rules":             "---\nhttps://contoh.id/a\n---\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fm, body := article.ParseFrontMatter([]byte(src))
			wantBody := 0
			if strings.HasPrefix(src, "\ufeff") {
				wantBody = len("\ufeff")
			}
			if fm != nil || body != wantBody {
				t.Errorf("ParseFrontMatter(%q) = %+v, %d; want nil, %d", src, fm, body, wantBody)
			}
		})
	}
}

func TestFrontMatterLookup(t *testing.T) {
	t.Parallel()
	src := fmYAMLBlock(fmLines(`
		title: satu
		title: dua
		ms.date: tiga
		ms: {date: empat, author: lima}
		seo: {a.b: enam, a: {b: tujuh, c: delapan}}
		dasar: &dasar {bahasa: id, warna: biru}
		lain: &lain {bahasa: en, ukuran: besar}
		tema: {<<: *dasar, warna: merah}
		gabung: {<<: [*dasar, *lain]}
		kutip: {"<<": *dasar}
		kosong:
	`))
	fm, _ := article.ParseFrontMatter(src)
	for path, want := range map[string]string{
		"title":         "satu",
		"ms.date":       "tiga",
		"ms.author":     "lima",
		"seo.a.b":       "enam",
		"seo.a.c":       "delapan",
		"tema.bahasa":   "id",
		"tema.warna":    "merah",
		"gabung.bahasa": "id",
		"gabung.ukuran": "besar",
		"kosong":        "",
	} {
		if got := fm.Lookup(path); got == nil || got.Text != want {
			t.Errorf("Lookup(%q) = %+v, want the text %q", path, got, want)
		}
	}
	for _, path := range []string{"", ".", "Title", "title.x", "ms.", "seo.a.d", "kutip.bahasa", "tidak.ada"} {
		if got := fm.Lookup(path); got != nil {
			t.Errorf("Lookup(%q) = %+v, want nil", path, got)
		}
	}
	var none *article.FrontMatter
	if got := none.Lookup("title"); got != nil {
		t.Errorf("Lookup on no front matter = %+v, want nil", got)
	}
}

// checkFrontMatter checks what holds for every front matter, whatever the file.
func checkFrontMatter(t *testing.T, src []byte) {
	t.Helper()
	fm, body := article.ParseFrontMatter(src)
	if body < 0 || body > len(src) {
		t.Fatalf("body = %d of %d bytes", body, len(src))
	}
	if fm == nil {
		return
	}
	file := article.Span{Start: 0, End: body}
	for name, span := range map[string]article.Span{"span": fm.Span, "content": fm.Content} {
		if span.Start > span.End || !file.Contains(span) {
			t.Errorf("%s %v is not above the body at %d", name, span, body)
		}
	}
	if !fm.Span.Contains(fm.Content) {
		t.Errorf("content %v is not inside the block %v", fm.Content, fm.Span)
	}
	checkFrontMatterProblems(t, fm)
	c := fmChecker{t: t, src: src, format: fm.Format}
	if fm.Root != nil {
		c.value(fm.Root, fm.Content)
	}
	if most := len(src) + 20_000; c.walked > most {
		t.Errorf("a walk meets %d values, more than %d", c.walked, most)
	}
}

func checkFrontMatterProblems(t *testing.T, fm *article.FrontMatter) {
	t.Helper()
	for i, p := range fm.Problems {
		above := p.Kind == article.ProblemBlankBefore || p.Kind == article.ProblemTextBefore
		if p.Span.Start > p.Span.End || !above && !fm.Span.Contains(p.Span) {
			t.Errorf("problem %+v is not inside the block %v", p, fm.Span)
		}
		if i > 0 && p.Span.Start < fm.Problems[i-1].Span.Start {
			t.Errorf("problem %+v comes before %+v", p, fm.Problems[i-1])
		}
	}
}

// fmChecker checks a tree of values.
type fmChecker struct {
	t      *testing.T
	src    []byte
	format article.Format
	walked int
}

func (c *fmChecker) value(v *article.Value, in article.Span) {
	c.t.Helper()
	if v.Span.Start > v.Span.End || !in.Contains(v.Span) {
		c.t.Fatalf("value %+v is not inside %v", v, in)
	}
	if collection := v.Kind == article.List || v.Kind == article.Map; collection && v.Text != "" {
		c.t.Errorf("%v has the text %q", v.Kind, v.Text)
	}
	if v.Alias {
		c.walk(v)
		return
	}
	c.walked++
	if v.Quoted {
		c.reparse(v)
	}
	for _, entry := range v.Entries {
		if entry.KeySpan.Start > entry.KeySpan.End || !v.Span.Contains(entry.KeySpan) {
			c.t.Fatalf("key %+v is not inside its map %v", entry, v.Span)
		}
		if entry.KeySpan.End > entry.Value.Span.Start {
			c.t.Fatalf("key %+v comes after its value %v", entry, entry.Value.Span)
		}
		c.value(entry.Value, v.Span)
	}
	for _, item := range v.Items {
		c.value(item, v.Span)
	}
}

// walk counts what a naive walk meets that follows aliases.
func (c *fmChecker) walk(v *article.Value) {
	c.walked++
	for _, entry := range v.Entries {
		c.walk(entry.Value)
	}
	for _, item := range v.Items {
		c.walk(item)
	}
}

// reparse checks that the source of a quoted scalar, read alone, has the same text.
func (c *fmChecker) reparse(v *article.Value) {
	c.t.Helper()
	source := string(v.Span.Text(c.src))
	var err error
	got := struct{ K string }{}
	switch c.format {
	case article.TOML:
		err = toml.Unmarshal([]byte("k = "+source), &got)
	case article.JSON:
		err = json.Unmarshal([]byte(source), &got.K)
	case article.YAML, article.NoFrontMatter:
		if header, _, _ := strings.Cut(source, "\n"); strings.ContainsAny(source[:1], "|>") && strings.ContainsAny(header, "123456789#") {
			return // its indentation counts from the parent's, which is not here
		}
		if v.Span.End < len(c.src) && !strings.HasSuffix(source, "\r") {
			source += "\n" // a block text has the line break that its span leaves out
		}
		var node yaml.Node
		if err = yaml.Unmarshal([]byte(source), &node); err == nil && len(node.Content) > 0 {
			got.K = node.Content[0].Value
		}
	}
	if err != nil || got.K != v.Text {
		c.t.Errorf("source %q read alone is %q (%v), want %q", source, got.K, err, v.Text)
	}
}

func FuzzFrontMatter(f *testing.F) {
	for _, tt := range fmYAMLValues() {
		f.Add(fmYAMLBlock(tt.content))
	}
	for _, tt := range fmYAMLProblems() {
		f.Add(fmYAMLBlock(tt.content))
	}
	for _, tt := range append(fmTOMLValues(), fmTOMLProblems()...) {
		f.Add(fmTOMLBlock(tt.content))
	}
	for _, tt := range append(fmJSONValues(), fmJSONProblems()...) {
		f.Add([]byte(tt.content + "\nIsi.\n"))
		f.Add([]byte(";;;\n" + tt.content + "\n;;;\nIsi.\n"))
	}
	for _, tt := range fmUnclosedBlocks() {
		f.Add([]byte(tt.src))
	}
	f.Fuzz(func(t *testing.T, src []byte) { checkFrontMatter(t, src) })
}

func BenchmarkFrontMatter(b *testing.B) {
	for name, src := range map[string][]byte{
		"YAML": fmYAMLBlock(fmLines(`
			title: "Cara Memulihkan Akun yang Terkunci"
			date: 2025-10-04
			categories:
			  - "akun"
			tags:
			  - "masuk"
			  - "kata sandi"
			  - "akun terkunci"
		`)),
		"TOML":   fmTOMLBlock("title = \"Cara Memulihkan Akun\"\ndate = 2025-10-04\ntags = [\"masuk\", \"akun\"]"),
		"JSON":   []byte("{\n  \"title\": \"Cara Memulihkan Akun\",\n  \"tags\": [\"masuk\", \"akun\"]\n}\nIsi.\n"),
		"broken": fmYAMLBlock("title: Akun: terkunci\ndate: 2025-10-04\ntags: [masuk, akun]"),
		"none":   []byte("# Cara Memulihkan Akun\n\nIsi.\n"),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				article.ParseFrontMatter(src)
			}
		})
	}
}
