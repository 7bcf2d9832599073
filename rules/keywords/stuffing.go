package keywords

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
)

type stuffingOptions struct {
	// Max is how often a bold or linked phrase stands in an article from which on it is too often; 0
	// for any number.
	Max int `yaml:"max"`
	// Density is the percentage of an article's words that one phrase may make up; 0 for any.
	Density int `yaml:"density"`
}

var stuffing = lint.ArticleRule[stuffingOptions]{
	Meta: lint.Meta{
		ID:       "keywords/stuffing",
		Summary:  "A text is written for readers, not stuffed with a phrase for search engines.",
		Severity: lint.Warning,
	},
	Options: stuffingOptions{Max: 6, Density: 5},
	Check:   checkStuffing,
}

const (
	// phraseWords is the number of words below which a phrase is a name that has to be said.
	phraseWords = 3
	// longPhrase is the number of words above which it is a sentence.
	longPhrase = 12
	// fewRepeats is how often a phrase may stand even in a short text.
	fewRepeats = 4
	// shortArticle is the number of words below which shares say nothing.
	shortArticle = 150
)

func checkStuffing(p *lint.Pass, o stuffingOptions) {
	if !p.Readable() || p.Role() != article.Page {
		return
	}
	s := stuffed{Pass: p, words: p.Words(), at: map[uint64]*phrase{}}
	s.collect()
	var worst *phrase
	for _, ph := range s.phrases {
		if o.Max > 0 && len(ph.marked) >= o.Max && (worst == nil || len(ph.marked) > len(worst.marked)) {
			worst = ph
		}
	}
	if worst != nil {
		p.Report(worst.marked[o.Max-1], "this is place %d of %d where \"%s\" stands in bold or as a link; say it once, and then write as people speak",
			o.Max, len(worst.marked), s.text(worst.marked[0]))
		return
	}
	if o.Density > 0 && len(s.words) >= shortArticle {
		s.reportDensest(o.Density)
	}
}

// phrase is a run of words that is set apart in the text, or that is the title.
type phrase struct {
	words  []lexicon.Word
	marked []article.Span // where it stands in bold or as a link
}

// stuffed gathers the phrases of an article.
type stuffed struct {
	*lint.Pass
	words   []lexicon.Word
	phrases []*phrase
	at      map[uint64]*phrase
}

// mark is a place that is bold or a link.
type mark struct {
	article.Span
	link bool
}

// marks are what is bold or linked, in source order; of what is both, the outer.
func (s *stuffed) marks() []mark {
	var marks []mark
	passages := s.Passages()
	for i := range passages {
		for bold := range s.Bold(&passages[i]) {
			if !s.isLabel(&passages[i], bold) {
				marks = append(marks, mark{bold, false})
			}
		}
	}
	for _, link := range s.Links() {
		if (link.Syntax == article.InlineLink || link.Syntax == article.ReferenceLink) && !strings.HasPrefix(link.URL, "#") {
			marks = append(marks, mark{link.Text, true})
		}
	}
	slices.SortFunc(marks, func(a, b mark) int { return a.Start - b.Start })
	end := -1
	return slices.DeleteFunc(marks, func(m mark) bool {
		inner := m.Start < end
		end = max(end, m.End)
		return inner
	})
}

// collect takes the phrases that are marked.
func (s *stuffed) collect() {
	linked := map[*phrase]*article.Section{} // the section where it stood as a link before
	for _, m := range s.marks() {
		words := s.wordsIn(m.Span)
		if !s.isPhrase(m.Span) || len(words) < phraseWords { // an image has no words
			continue
		}
		ph := s.phrase(words)
		if m.link {
			// A reader who comes to a section by its heading is shown the way once more.
			section := s.SectionAt(m.Start)
			if before := linked[ph]; before != section {
				linked[ph] = section
				continue
			}
		}
		ph.marked = append(ph.marked, m.Span)
	}
}

// isLabel reports whether a bold text belongs to the form of the article: it is all of its passage, or
// opens a line and ends in a colon or question mark, as "Langkah berikutnya:" and "Mengapa ini penting?" do.
func (s *stuffed) isLabel(passage *article.Passage, bold article.Span) bool {
	line := bytes.LastIndexByte(s.Source[:bold.Start], '\n') + 1
	if len(passage.Text) == 0 || len(bytes.Trim(s.Source[line:bold.Start], " \t*_>-+.)0123456789")) > 0 {
		return false
	}
	last := passage.Text[len(passage.Text)-1]
	after := s.Source[bold.End-1 : min(bold.End+len("**:"), len(s.Source))]
	return bold.Start <= passage.Text[0].Start && bold.End >= last.End || bytes.ContainsAny(after, ":?")
}

// isPhrase reports whether a place holds several words, as blanks part them: "lr-genesis-plus-gx" is one.
// Code, keys ("Windows + X") and the way through menus ("Tools > Board") are no phrases.
func (s *stuffed) isPhrase(at article.Span) bool {
	raw := at.Text(s.Source)
	return at.Len() < 200 && !s.InCode(at.Start) && !bytes.ContainsAny(raw, "`>") && !bytes.Contains(raw, []byte(" + ")) && phraseLength(len(bytes.Fields(raw)))
}

func phraseLength(words int) bool { return words >= phraseWords && words <= longPhrase }

func (s *stuffed) wordsIn(at article.Span) []lexicon.Word {
	first, _ := slices.BinarySearchFunc(s.words, at.Start, func(w lexicon.Word, offset int) int { return w.Span.Start - offset })
	last := first
	for last < len(s.words) && s.words[last].Span.Start < at.End {
		last++
	}
	return s.words[first:last]
}

func (s *stuffed) phrase(run []lexicon.Word) *phrase {
	var h uint64
	for _, w := range run {
		h = h*31 + w.Hash
	}
	ph := s.at[h]
	if ph == nil {
		ph = &phrase{words: run}
		s.at[h] = ph
		s.phrases = append(s.phrases, ph)
	}
	return ph
}

// reportDensest reports the phrase that makes up too much of the text: one that is set apart, or the
// title.
func (s *stuffed) reportDensest(density int) {
	if text, _ := s.Title(); phraseLength(len(strings.Fields(text))) {
		s.phrase(hashesOf(text))
	}
	counts := countsOf(s.words)
	var worst *phrase
	var all []article.Span // where it stands
	for _, ph := range s.phrases {
		if least := max(fewRepeats+1, density*len(s.words)/100/len(ph.words)); !counts.mayHave(ph.words, least) {
			continue
		}
		found := s.find(ph.words)
		size := len(found) * len(ph.words)
		if len(found) <= fewRepeats || 100*size <= density*len(s.words) || worst != nil && size <= len(all)*len(worst.words) {
			continue
		}
		if !s.isName(found) {
			worst, all = ph, found
		}
	}
	if worst == nil {
		return
	}
	crossing := max(fewRepeats, density*len(s.words)/100/len(worst.words))
	s.Report(all[crossing], "this is place %d of %d where \"%s\" stands, so that the phrase makes up %d %% of all words; say it once, and then write as people speak",
		crossing+1, len(all), s.text(all[0]), 100*len(all)*len(worst.words)/len(s.words))
}

// counts says how often words stand in a text, at least. Some words share a count.
type counts [1 << 10]uint32

func countsOf(words []lexicon.Word) *counts {
	var c counts
	for _, w := range words {
		c[w.Hash>>54]++
	}
	return &c
}

// mayHave reports whether all words of a phrase may stand in the text so often.
func (c *counts) mayHave(run []lexicon.Word, least int) bool {
	for _, w := range run {
		if int(c[w.Hash>>54]) < least {
			return false
		}
	}
	return true
}

// text is what readers see at a place.
func (s *stuffed) text(at article.Span) string { return s.Plain([]article.Span{at}) }

// isName reports whether a phrase is mostly written as a name is, with capital letters: a product has to
// be called something.
func (s *stuffed) isName(places []article.Span) bool {
	names := 0
	for _, at := range places {
		name := true
		for word := range strings.FieldsSeq(s.text(at)) {
			r, _ := utf8.DecodeRuneInString(word)
			name = name && (!unicode.IsLower(r) || s.Lexicon.Filler(word) != lexicon.NoFiller)
		}
		if name {
			names++
		}
	}
	return 2*names >= len(places)
}

// find gives all places of a phrase in the text.
func (s *stuffed) find(run []lexicon.Word) []article.Span {
	var found []article.Span
	for i := 0; i+len(run) <= len(s.words); i++ {
		if !startsWith(s.words[i:], run) {
			continue
		}
		found = append(found, article.Span{Start: s.words[i].Span.Start, End: s.words[i+len(run)-1].Span.End})
		i += len(run) - 1
	}
	return found
}

func startsWith(words, run []lexicon.Word) bool {
	for i := range run {
		if words[i].Hash != run[i].Hash {
			return false
		}
	}
	return true
}
