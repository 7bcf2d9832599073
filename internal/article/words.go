package article

import "github.com/kblint/kblint/internal/lexicon"

// Words are the words of all passages but code, in source order. The span of a word that markup
// interrupts reaches from its first to its last byte.
func (a *Article) Words() []lexicon.Word { return a.words.get(a.readWords) }

func (a *Article) readWords() []lexicon.Word {
	m := a.memory
	if m == nil { // of an article that was not read
		return nil
	}
	if m.wordReader == nil {
		m.wordReader = lexicon.NewWordReader()
	}
	m.words = m.words[:0]
	for i := range a.passages {
		if p := &a.passages[i]; p.Kind != Code {
			m.words = m.wordReader.Append(m.words, a.Source, p.Text)
		}
	}
	return m.words
}
