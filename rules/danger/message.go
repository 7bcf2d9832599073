package danger

import (
	"bytes"

	"github.com/kblint/kblint/internal/lexicon"
)

// format says what a step of the kind does, and what a good warning says. Each is a whole
// sentence, because translations cannot be put together from parts.
func format(kind lexicon.Kind) string {
	switch kind {
	case lexicon.FactoryReset:
		return "\"%s\" resets the device to its factory state, but no warning comes before it; say first that all data on it will be lost, and ask for a backup"
	case lexicon.Format:
		return "\"%s\" erases a disk or partition, but no warning comes before it; say first that everything on it will be lost, and ask for a backup"
	case lexicon.Flash:
		return "\"%s\" replaces the firmware or system, but no warning comes before it; say first that data may be lost, and that a failure can leave the device unusable"
	case lexicon.Unlock:
		return "\"%s\" unlocks or roots the device, but no warning comes before it; say first that its data may be erased and its warranty may end"
	case lexicon.DeleteData:
		return "\"%s\" deletes data, but no warning comes before it; say first what will be lost, and that it cannot be brought back"
	case lexicon.ClearAppData:
		return "\"%s\" deletes what an app has stored, but no warning comes before it; say first that sign-ins, settings and content of the app will be lost"
	case lexicon.DeleteAccount:
		return "\"%s\" closes an account, but no warning comes before it; say first what is lost with it, and whether that can be undone"
	default:
		return "\"%s\" can lose data or break the system, but no warning comes before it; say first what is at risk, and how to go back"
	}
}

// maxExcerpt is how many characters of a command a message shows.
const maxExcerpt = 60

// excerpt is a phrase as it fits into a message: on one line, and not too long.
func excerpt(text []byte) string {
	runes := []rune(string(bytes.Join(bytes.Fields(text), []byte(" "))))
	if len(runes) <= maxExcerpt {
		return string(runes)
	}
	return string(runes[:maxExcerpt-1]) + "…"
}
