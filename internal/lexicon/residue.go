package lexicon

import "strings"

// Residue says what a text is that its writer's tools left behind.
type Residue uint8

// The sorts of residue.
const (
	NoResidue  Residue = iota
	Preamble           // a language model speaks before its work: "Sure, here is the article"
	Reply              // the like, where only its place tells: "Sure, here are …"
	SignOff            // or behind it: "Let me know if you need any changes"
	Prompt             // what the model was asked for: "Write an article about …"
	FillerText         // text without meaning: "Lorem ipsum dolor …"
	Button             // the label of a button that was copied from a chat window, "Copy code"
)

// Residue classifies a paragraph by its first words.
func (l *Lexicon) Residue(text string) Residue {
	switch slots := l.titleSlots(opening(text)); {
	case slots&residuePreamble != 0:
		return Preamble
	case slots&residueSignOff != 0:
		return SignOff
	case slots&residueReply != 0:
		return Reply
	case slots&residuePrompt != 0:
		return Prompt
	case slots&residueFiller != 0:
		return FillerText
	case slots&residueButton != 0:
		return Button
	}
	return NoResidue
}

const anyResidue = residuePreamble | residueReply | residueSignOff | residuePrompt | residueFiller | residueButton

// MayBeResidue reports whether a text may be residue, by its first word. False is certain, but for a SignOff that
// other sentences stand before.
func (l *Lexicon) MayBeResidue(text []byte) bool { return l.residues.mayBegin(text) }

// opening cuts a text, at a blank if there is one, down to what is read as a whole.
func opening(text string) string {
	if len(text) <= longestWhole {
		return text
	}
	text = text[:longestWhole]
	if blank := strings.LastIndexByte(text, ' '); blank > 0 {
		text = text[:blank]
	}
	return text
}

// BriefField reports whether a label is one of a writer's brief and not of an article: "Focus keyword".
func (l *Lexicon) BriefField(label string) bool { return l.whole(label)&residueField != 0 }

// Insertion reports whether what stands in brackets asks a writer to put something there: "insert link here".
func (l *Lexicon) Insertion(text string) bool { return l.whole(text)&residueInsertion != 0 }
