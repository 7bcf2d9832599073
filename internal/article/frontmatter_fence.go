package article

import (
	"bytes"

	"github.com/adrg/frontmatter"
)

// fmFence is a pair of lines that front matter stands between.
type fmFence struct {
	format Format
	open   string
	shut   string
}

// fmFences are the fences of github.com/adrg/frontmatter, with the shorter names
// of a notation first. A bare JSON object has no fences of its own.
var fmFences = [...]fmFence{
	{YAML, "---", "---"},
	{TOML, "+++", "+++"},
	{JSON, ";;;", ";;;"},
	{YAML, "---yaml", "---"},
	{TOML, "---toml", "---"},
	{JSON, "---json", "---"},
}

// fmBlock is a block as the fence scan sees it, before anything inside is read.
type fmBlock struct {
	fmFence
	top     int  // where the file begins after a byte order mark
	fence   Span // the opening fence without blanks; of a bare JSON object its brace
	content Span
	end     int  // of the closing fence's line, without its line break
	body    int  // start of the line after that
	closed  bool // whether the closing fence was found at all
}

// fmScan finds the opening fence, on the first line that is not blank, and the
// first line after it that closes it. A fence begins its line and may be followed
// by blanks; "----" and "--- text" are no fences.
func fmScan(src []byte, top int) (block fmBlock, found bool) {
	start, end, next := top, top, top
	for start == end {
		if next >= len(src) {
			return block, false
		}
		start = next
		end, next = fmLine(src, start)
	}
	block = fmBlock{top: top, fence: between(start, end)}
	if src[start] == '{' {
		found = fmScanObject(src, &block)
		return block, found
	}
	for _, fence := range fmFences {
		if string(src[start:end]) == fence.open {
			block.fmFence = fence
			block.content = between(next, len(src))
			block.scanClosing(src, next)
			return block, true
		}
	}
	return block, false
}

// fmLine finds where the line that starts at an offset ends, without its line break
// and the blanks before that, and where the next line starts.
func fmLine(src []byte, start int) (end, next int) {
	end, next = len(src), len(src)
	if i := bytes.IndexByte(src[start:], '\n'); i >= 0 {
		end, next = start+i, start+i+1
	}
	for end > start && (src[end-1] == ' ' || src[end-1] == '\t' || src[end-1] == '\r') {
		end--
	}
	return end, next
}

// scanClosing looks for the closing fence from an offset on. YAML may also end with
// its own end mark "...", which Jekyll and pandoc take as the closing fence.
func (b *fmBlock) scanClosing(src []byte, at int) {
	for at < len(src) {
		end, next := fmLine(src, at)
		line := src[at:end]
		dots := string(line) == "..." && b.open == "---"
		if dots || string(line) == b.shut {
			b.shut = string(line)
			b.close(src, between(b.content.Start, at), next)
			return
		}
		at = next
	}
}

// close notes that the block is complete, with its content and where the next line starts.
func (b *fmBlock) close(src []byte, content Span, next int) {
	b.content, b.body, b.closed = content, next, true
	b.end = next
	if b.end > content.End && src[b.end-1] == '\n' {
		b.end--
	}
	if b.end > content.End && src[b.end-1] == '\r' {
		b.end--
	}
}

// fmScanObject takes a JSON object that begins the file as front matter, as Hugo
// does, if nothing follows it on its last line. The fences that adrg/frontmatter is
// given are the object's first and last line, so that "{" need not stand alone.
func fmScanObject(src []byte, block *fmBlock) bool {
	start := block.fence.Start
	if !fmOpensObject(src[start:]) {
		return false
	}
	lineEnd, _ := fmLine(src, start)
	block.fence = between(start, start+1)
	block.fmFence = fmFence{JSON, string(src[start:lineEnd]), "}"}
	block.content = between(start, len(src))
	end := start + fmObjectLen(src[start:])
	if end == start {
		return true
	}
	textEnd, next := fmLine(src, end)
	if textEnd > end {
		return false
	}
	lastLine := start + bytes.LastIndexByte(src[start:end], '\n') + 1
	block.shut = string(bytes.TrimSpace(src[lastLine:end]))
	block.close(src, between(start, end), next)
	return true
}

// fmOpensObject tells a JSON object from prose, a shortcode ({{<), a Liquid tag
// ({%) or an MDX comment ({/*): it is empty or begins with a quoted key.
func fmOpensObject(text []byte) bool {
	text = bytes.TrimLeft(text[1:], " \t\r\n")
	if len(text) == 0 {
		return false
	}
	if text[0] == '}' {
		return true
	}
	key := fmQuotedLen(text)
	return text[0] == '"' && key > 0 && bytes.HasPrefix(bytes.TrimLeft(text[key:], " \t\r\n"), []byte(":"))
}

// fmObjectLen is the length of the object in braces that text begins with, 0 if it
// never closes. Brackets do not count, and a quote that does not close on its line
// counts as closed there, so that one mistake does not swallow the article.
func fmObjectLen(text []byte) int {
	depth := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '"':
			i += fmQuotedSkip(text[i:]) - 1
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// fmQuotedSkip is the length of the double-quoted text that text begins with, or of
// its line if the text does not close there.
func fmQuotedSkip(text []byte) int {
	if n := fmQuotedLen(text); n > 0 {
		return n
	}
	if n := bytes.IndexByte(text, '\n'); n > 0 {
		return n
	}
	return len(text)
}

// fmQuotedLen is the length of the double-quoted text that text begins with, both
// quotes included, 0 if it does not close on its line.
func fmQuotedLen(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		case '\n':
			return 0
		}
	}
	return 0
}

// fmReading is what a notation's reader makes of a block.
type fmReading struct {
	root     *Value
	problems []Problem
	isData   bool // false: the lines between the fences are prose
}

// explicit reports whether the fence itself names the notation, so that what
// stands behind it cannot be meant as prose.
func (b *fmBlock) explicit() bool { return len(b.open) > len("---") && b.open[0] == '-' }

// read reads a closed block. It is nil if the block turns out to be prose between
// two thematic breaks.
func (b *fmBlock) read(src []byte, m *Memory) (fm *FrontMatter, body int) {
	reading, body := b.cut(src, m)
	if !reading.isData {
		return nil, 0
	}
	return &FrontMatter{
		Format: b.format, Span: between(b.fence.Start, b.end), Content: b.content,
		Root: reading.root, Problems: fmSortProblems(reading.problems),
	}, body
}

// cut has github.com/adrg/frontmatter cut the block from the prefix that the scan
// found, and reads it when it is given to our format's unmarshal function. That
// function never returns an error, because the library would drop the body with it.
//
// The library compares lines without their indentation and knows no strings, so
// it ends too early at a "  ---" inside a YAML block text and at a "}" before a
// blank line inside a JSON object, and it wants the first and the last line of
// JSON to be two. Such a block is cut where the scan says.
func (b *fmBlock) cut(src []byte, m *Memory) (reading fmReading, body int) {
	asScanned := false
	format := frontmatter.NewFormat(b.open, b.shut, func(data []byte, _ any) error {
		if asScanned = len(data) >= b.content.Len(); asScanned {
			reading = b.parse(src)
		}
		return nil
	})
	if bare := b.content.Start == b.fence.Start; bare {
		format.UnmarshalDelims, format.RequiresNewLine = true, true
	}
	rest, err := frontmatter.Parse(m.buffered(src[b.top:b.body]), nil, format)
	if err != nil || !asScanned {
		return b.parse(src), b.body
	}
	return reading, b.body - len(rest)
}

// parse reads the block's content in its notation.
func (b *fmBlock) parse(src []byte) fmReading {
	if b.content.Len() > fmMaxBytes {
		return b.parseTooLarge(src)
	}
	switch b.format {
	case TOML:
		return fmParseTOML(src, b.content, b.explicit())
	case JSON:
		return fmParseJSON(src, b.content, b.explicit())
	default:
		return fmParseYAML(src, b.content, b.explicit())
	}
}

// parseTooLarge keeps the keys of a block over the limit, without their values.
func (b *fmBlock) parseTooLarge(src []byte) fmReading {
	text := b.content.Text(src)
	isObject := b.format == JSON && bytes.HasPrefix(bytes.TrimLeft(text, " \t\r\n"), []byte("{"))
	if !isObject && !b.explicit() && !fmLooksLikeData(text, b.format) {
		return fmReading{}
	}
	reading := fmReading{problems: []Problem{{Kind: ProblemTooLarge, Span: b.fence}}, isData: true}
	reading.root = b.keysOnly(src)
	return reading
}

// keysOnly is the mapping of a block's top-level keys with their source as values.
func (b *fmBlock) keysOnly(src []byte) *Value {
	switch b.format {
	case TOML:
		t := fmNewTOML(src, b.content)
		t.keysOnly(b.content.Start)
		fmSetSpans(t.root)
		return t.root
	case JSON:
		j := fmNewJSON(src, b.content)
		j.root = &Value{Kind: Map, Flow: true, Span: b.content}
		j.salvage()
		return j.root
	default:
		return fmKeysOnly(src, b.content)
	}
}
