// Package lexicon knows the words of help articles, so that rules need not.
//
// A rule asks for slots ("a destructive action", "a warning label", "a FAQ title");
// the words that fill a slot are data, in one language pack a file (packs/*.yaml).
// All packs work at once, because real articles mix languages. A Lexicon is loaded
// once, never changes and may be used by many goroutines.
//
// # Patterns
//
// A pattern is a row of words. Case, hyphens, slashes, quotation marks and line
// breaks do not matter; full stops, commas, colons and round brackets end a clause,
// and no pattern reaches across them.
//
//	factory reset     these words in this order
//	(a|b c)           one of several wordings
//	data?             may be missing; also behind a group: (ke|to the)?
//	file*             also with each of the pack's endings: files, filenya
//	~hapus            every form of a verb that the pack lists under "verbs"
//	~hapus.passive    only these forms (base, active, passive or noun)
//	~device           one of a set that the pack lists under "words"
//	hapus ... data    up to four other words of the same clause between the two
//
// Words that differ in an ending only, and that some pattern marks with "*", are
// one word for all patterns. Scripts without blanks, such as Chinese, have one word a
// character. Of several patterns that match at one place the longest counts. In
// titles and labels, which must match as a whole, "..." stands for any number of
// words and may also begin and end a pattern.
//
// Patterns stand one a line in a text block, or one an item in a list, alone or in
// groups of those that mean the same:
//
//	destructive:
//	  factory-reset:
//	    - match: |
//	        factory data? reset
//	        ~kembalikan ke (setelan|pengaturan) pabrik
//	      except: |
//	        factory reset protection
//	      example: |
//	        Lakukan factory reset lewat menu Pengaturan.
//	      counter: |
//	        Factory reset protection melindungi HP.
//
// A group has these keys: "match"; "except", patterns that take back what they
// cover; "example", sentences of which each must be hit by its own group, and
// "counter", sentences that must not be (both are tests, see Lexicon.Verify);
// "weak: true" for words that count only near a context of their kind; "reach", for
// negations and statements, across how many words they change the meaning of others.
//
// # Advice
//
// What an article in the language may say to warn its readers stands under "advice": a label, the
// commonest words of the language, by which it is known, and a sentence for each kind of action:
//
//	advice:
//	  label: Peringatan
//	  words: yang dan di untuk
//	  texts:
//	    format: Semua isi kartu akan terhapus.
//
// # Commands
//
// Commands have patterns of their own, because the order of options is free and their
// case is not:
//
//	fastboot erase    the program, then this argument anywhere behind it, in order
//	rm -r -f          both letters, alone or in one cluster of options (-rf, -fr)
//	git push --force  the option; "--force=x" is the same, "--force-with-lease" not
//	rm -r|--recursive one of several arguments
//	dd of=/dev/*      "*" is any text and "?" any one character of the argument
//	dd of=* !of=/tmp* this argument must not be there
//
// Capital letters in a pattern ask for capital letters, small ones for either,
// except in options of one letter, where case always matters. Instead of "except" a
// group of commands has "safe": a command all of whose operands match one of these
// globs does not count.
package lexicon
