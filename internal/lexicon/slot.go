package lexicon

import (
	"slices"

	"github.com/kblint/kblint/internal/source"
)

// Slot names what a phrase does in a text. Rules name slots and never words.
type Slot uint8

// The slots whose phrases are found in running text, and Command, whose phrases are
// found in code.
const (
	// Destructive is an action that loses data or can ruin a device, see Kind.
	Destructive Slot = iota
	// Harmless is an action that merely looks destructive ("wipe cache partition").
	// It is never reported: it takes back the Destructive matches that it covers.
	Harmless
	// Context is what makes a weak action of the same kind count: next to "TWRP" the
	// menu entry "Wipe" is a factory reset.
	Context
	// Consequence says what is lost or at risk.
	Consequence
	// Backup asks the reader to save data first.
	Backup
	// Negation turns what follows it into its opposite.
	Negation
	// Imperative tells the reader to do something.
	Imperative
	// Mention stands before an action that is talked about rather than asked for
	// ("after", "because").
	Mention
	// Statement stands behind an action that is talked about ("will", "is").
	Statement
	// Possibility marks an action as an offer or a risk ("you can", "may").
	Possibility
	// Command is a command that a reader is to run, see FindCommands.
	Command

	textSlots = int(Command) // the slots that Find knows
)

// slotNames are the keys of the packs, by slot.
var slotNames = [...]string{
	Destructive: "destructive", Harmless: "harmless", Context: "context",
	Consequence: "consequence", Backup: "backup", Negation: "negation",
	Imperative: "imperative", Mention: "mention", Statement: "statement", Possibility: "possibility",
	Command: "commands",
}

// String is the slot's key in the packs.
func (s Slot) String() string { return slotNames[s] }

// Kind says what a destructive action or command does. Other slots have none ("").
type Kind string

// The kinds of destructive actions.
const (
	FactoryReset  Kind = "factory-reset"  // a device or system goes back to its first state
	Format        Kind = "format"         // a disk, card or partition is erased or overwritten
	Flash         Kind = "flash"          // firmware, ROM, boot loader or BIOS are replaced
	Unlock        Kind = "unlock"         // a boot loader is unlocked, a device rooted
	DeleteData    Kind = "delete-data"    // files, messages, backups, databases are deleted
	ClearAppData  Kind = "clear-app-data" // an app's own data are deleted, not merely its cache
	DeleteAccount Kind = "delete-account" // an account or organisation is deleted or closed
	Other         Kind = "other"          // another loss that cannot be undone
)

// maxKinds is the number of kinds.
const maxKinds = 8

// kinds are all kinds in the order of the packs.
var kinds = [maxKinds]Kind{FactoryReset, Format, Flash, Unlock, DeleteData, ClearAppData, DeleteAccount, Other}

// Kinds lists all kinds in the order of the packs.
func Kinds() []Kind { return slices.Clone(kinds[:]) }

// Form is the form of the verb in a match. It helps to tell an instruction ("hapus
// data") from a mention ("menghapus data", "data terhapus").
type Form uint8

// The forms of a verb. A match has the form of its first verb.
const (
	NoVerb  Form = iota
	Base         // hapus, hapuslah; erase: the form of instructions and menu entries
	Active       // menghapus; erases
	Passive      // dihapus, terhapus; erased
	Noun         // penghapusan; erasing, erasure
)

// formNames are the keys of a verb's forms in the packs, by form.
var formNames = [...]string{NoVerb: "", Base: "base", Active: "active", Passive: "passive", Noun: "noun"}

// String is the form's key in the packs; it is empty for NoVerb.
func (f Form) String() string { return formNames[f] }

// Match is one phrase found in a text.
type Match struct {
	Slot Slot
	Kind Kind // of Destructive, Context and Command; "" for others
	Form Form // of the first verb in the phrase

	// Weak asks for support: the phrase counts where a Context, or a match that is
	// not weak, of the same kind stands nearby.
	Weak bool
	// Negated is true where a Negation of the same clause reaches the phrase.
	Negated bool
	// Subject is true where a Statement of the same clause follows so closely that
	// the phrase is its subject: "a factory reset will erase everything".
	Subject bool

	// Clause and Sentence number the parts of the block from 0. Matches with the
	// same Clause have no punctuation between them.
	Clause, Sentence int
	// Word is the place of the phrase's first word in its clause: 0 where the
	// clause begins with it.
	Word int

	// Span runs from the first to the last word, markup between them included.
	Span source.Span
}
