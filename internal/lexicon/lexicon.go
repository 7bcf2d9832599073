package lexicon

import (
	"sync"
)

// Lexicon is the compiled form of all active language packs.
type Lexicon struct {
	texts        book // phrases of running text
	wholes       book // whole strings
	commands     *commandSet
	actions      *anchors // of Destructive
	warnings     *anchors // of Consequence and Backup
	faqTitles    *anchors
	residues     *anchors // of Residue
	particles    []string
	advices      []advice  // one a language
	scratch      sync.Pool // of *finder
	wholeScratch sync.Pool // of *wholeReader
	tests        []test
}
