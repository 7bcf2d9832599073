package keywords

import (
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
)

// wanted is a word of a keyword that is looked for in an article.
type wanted struct {
	hash    uint64
	keyword int // by its number
	found   bool
}

// markSpoken finds out which keywords are words of the article's title or text.
func markSpoken(a *article.Article, keywords []keyword) {
	if len(keywords) == 0 {
		return
	}
	var all []wanted
	var mask uint64 // says of most words at once that they are not wanted
	for i := range keywords {
		eachWord(fold(keywords[i].Text), func(hash uint64) {
			all = append(all, wanted{hash: hash, keyword: i})
			mask |= 1 << (hash >> 58)
		})
	}
	find := func(hash uint64) {
		if mask&(1<<(hash>>58)) == 0 {
			return
		}
		for i := range all {
			if all[i].hash == hash {
				all[i].found = true
			}
		}
	}
	if len(all) > maxWanted {
		all = all[:maxWanted]
	}
	title, _ := a.Title()
	eachWord(fold(title), find)
	for _, word := range a.Words() {
		find(word.Hash)
	}
	for i := range keywords {
		keywords[i].Spoken = len(keywords) <= maxWanted
	}
	for _, w := range all {
		keywords[w.keyword].Spoken = keywords[w.keyword].Spoken && w.found
	}
}

// maxWanted is how many words of keywords are looked for. Real articles have a tenth.
const maxWanted = 500

// eachWord visits the words of a folded text as an article's words are cut.
func eachWord(folded string, visit func(hash uint64)) {
	for _, word := range wordsIn(folded) {
		if !strings.Contains(word, ".") {
			visit(lexicon.HashWord(word))
			continue
		}
		for part := range strings.SplitSeq(word, ".") {
			visit(lexicon.HashWord(part))
		}
	}
}

// hashesOf are the words of a text, without places.
func hashesOf(text string) []lexicon.Word {
	var run []lexicon.Word
	eachWord(fold(text), func(hash uint64) { run = append(run, lexicon.Word{Hash: hash}) })
	return slices.Clip(run)
}
