package lexicon_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/lexicon"
)

func TestBuiltInPacksAreSound(t *testing.T) {
	l, problems := lexicon.Load(lexicon.Options{})
	for _, p := range append(problems, l.Verify()...) {
		t.Error(p)
	}
}

// Each language must be of use alone, too: "languages: [id]".
func TestEachLanguageIsSoundAlone(t *testing.T) {
	for _, language := range lexicon.Languages() {
		t.Run(language, func(t *testing.T) {
			l, problems := lexicon.Load(lexicon.Options{Languages: []string{language}})
			for _, p := range append(problems, l.Verify()...) {
				t.Error(p)
			}
		})
	}
}

func TestLanguagesHaveTheSameSlots(t *testing.T) {
	want := slots(t, "id")
	for _, language := range lexicon.Languages() {
		if diff := cmp.Diff(want, slots(t, language)); diff != "" {
			t.Errorf("slots of id and %s (-id +%s):\n%s", language, language, diff)
		}
	}
}

// slots are the keys of a pack down to the second level. What the packs name for
// themselves is left out, and contexts, which not every kind needs.
func slots(t *testing.T, pack string) []string {
	t.Helper()
	var keys []string
	for name, value := range mapping(t, readPack(t, pack)) {
		keys = append(keys, name)
		if value.Kind != yaml.MappingNode || slices.Contains([]string{"verbs", "words", "context"}, name) {
			continue
		}
		for inner := range mapping(t, value) {
			keys = append(keys, name+"."+inner)
		}
	}
	slices.Sort(keys)
	return keys
}

func readPack(t *testing.T, name string) *yaml.Node {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("packs", name+".yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var document yaml.Node
	if err := yaml.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	return document.Content[0]
}

func mapping(t *testing.T, n *yaml.Node) map[string]*yaml.Node {
	t.Helper()
	if n.Kind != yaml.MappingNode {
		t.Fatalf("line %d: no mapping", n.Line)
	}
	entries := map[string]*yaml.Node{}
	for i := 0; i < len(n.Content); i += 2 {
		entries[n.Content[i].Value] = n.Content[i+1]
	}
	return entries
}

// A pattern without an example is a pattern that nobody has seen at work.
func TestEveryGroupHasExamples(t *testing.T) {
	for _, pack := range append(lexicon.Languages(), "shared", "commands") {
		for name, slot := range mapping(t, readPack(t, pack)) {
			if !slices.Contains([]string{"verbs", "words", "labels", "types", "fillers", "code"}, name) {
				wantExamples(t, pack, slot)
			}
		}
	}
}

func wantExamples(t *testing.T, pack string, n *yaml.Node) {
	t.Helper()
	if n.Kind == yaml.MappingNode {
		entries := mapping(t, n)
		if match := entries["match"]; match != nil && (entries["example"] == nil || entries["example"].Value == "") {
			t.Errorf("%s.yaml:%d: group without an example", pack, match.Line)
		}
	}
	for _, part := range n.Content {
		wantExamples(t, pack, part)
	}
}

// Harmless phrases take back what they cover. These are the traps of real articles.
func TestHarmlessLooksDestructive(t *testing.T) {
	for _, text := range []string{
		"Pilih **Wipe Cache Partition**.",
		"Hapus cache aplikasi itu.",
		"Bersihkan cache browser Anda.",
		"Reset pengaturan jaringan.",
		"Lakukan reset TCP/IP.",
		"Reset password akun Anda.",
		"Instal ulang driver audio.",
		"Install ulang aplikasi itu.",
		"Simpan dalam format file PDF.",
		"Pilih format video yang didukung.",
		"Lakukan hard reset laptop.",
		"Colokkan flash drive ke komputer.",
		"Hapus data penjelajahan.",
		"Clear the cache.",
		"Reset your password.",
		"Reset the network settings.",
		"Reinstall the app.",
		"Format the output as JSON.",
		"Insert a USB flash drive.",
		"Unlock your vault.",
		"Remove the SD card.",
		"Burn the image to a DVD.",
	} {
		for _, m := range find(t, text) {
			if m.Slot == lexicon.Destructive && !m.Weak {
				t.Errorf("%q: destructive (%s): %q", text, m.Kind, m.Span.Text([]byte(text)))
			}
		}
	}
}

// What articles tell readers to do in the words of menus and of people.
func TestDestructiveActions(t *testing.T) {
	for text, want := range map[string]lexicon.Kind{
		"Pilih \"Wipe Data/Factory Reset\".":            lexicon.FactoryReset,
		"Ketuk **Hapus Semua Data**.":                   lexicon.FactoryReset,
		"Tap Erase All Content and Settings.":           lexicon.FactoryReset,
		"Setel ulang data pabrik":                       lexicon.FactoryReset,
		"Kembalikan HP kamu ke setelan pabrik":          lexicon.FactoryReset,
		"Reset this PC, then Remove everything":         lexicon.FactoryReset,
		"Format flashdisk ke FAT32":                     lexicon.Format,
		"Menginstal ulang sistem operasi":               lexicon.Format,
		"Formatting the hard drive":                     lexicon.Format,
		"Write the image to the SD card":                lexicon.Format,
		"Reinstall Windows 10":                          lexicon.Format,
		"Flash ulang ROM":                               lexicon.Flash,
		"Perbarui BIOS":                                 lexicon.Flash,
		"Burn the bootloader":                           lexicon.Flash,
		"Flash the latest firmware":                     lexicon.Flash,
		"Buka kunci bootloader":                         lexicon.Unlock,
		"Root your phone":                               lexicon.Unlock,
		"Permanently delete the item":                   lexicon.DeleteData,
		"Drop the table":                                lexicon.DeleteData,
		"Hapus data aplikasi":                           lexicon.ClearAppData,
		"Membersihkan _cache_ dan data":                 lexicon.ClearAppData,
		"Clear storage":                                 lexicon.ClearAppData,
		"Hapus akun Anda secara permanen":               lexicon.DeleteAccount,
		"Delete your account":                           lexicon.DeleteAccount,
		"Delete the registry key":                       lexicon.Other,
		"Me-_reset_ Windows":                            lexicon.FactoryReset,
		"Mem-_flash_ ulang HP":                          lexicon.Flash,
		strings.ToUpper("Kembalikan ke setelan pabrik"): lexicon.FactoryReset,
	} {
		var got []lexicon.Kind
		for _, m := range find(t, text) {
			if m.Slot == lexicon.Destructive && !m.Weak {
				got = append(got, m.Kind)
			}
		}
		if !slices.Contains(got, want) {
			t.Errorf("%q: kinds %v, want %s", text, got, want)
		}
	}
}
