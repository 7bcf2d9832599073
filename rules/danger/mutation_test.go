package danger_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/rules/danger"
)

// procedure is a way to do something destructive, in one language.
type procedure struct {
	title, lead, before, step, behind string
	loss                              string // the warning
}

// procedures are one for each kind that people do by hand or by a command, and for each language.
var procedures = map[string]map[lexicon.Kind]procedure{
	"id": {
		lexicon.FactoryReset:  {"Reset lewat menu", "Ikuti langkah berikut.", "Buka **Setelan**.", "Ketuk **Hapus semua data (reset pabrik)**.", "Tunggu sampai ponsel menyala.", "Semua data di ponsel akan terhapus."},
		lexicon.Format:        {"Format kartu SD", "Ikuti langkah berikut.", "Buka **Penyimpanan**.", "Pilih **Format kartu SD**.", "Tunggu sebentar.", "Semua foto di kartu akan hilang."},
		lexicon.Flash:         {"Flash ulang firmware", "Ikuti langkah berikut.", "Masuk ke mode **Fastboot**.", "Flash firmware dengan Mi Flash Tool.", "Tunggu sampai selesai.", "Kegagalan bisa membuat ponsel mati total dan data hilang."},
		lexicon.Unlock:        {"Unlock bootloader", "Ikuti langkah berikut.", "Aktifkan **OEM unlocking**.", "Jalankan `fastboot oem unlock`.", "Ponsel menyala ulang.", "Semua data akan terhapus dan garansi hangus."},
		lexicon.DeleteData:    {"Kosongkan galeri", "Ikuti langkah berikut.", "Buka **Galeri**.", "Hapus semua foto secara permanen.", "Tutup aplikasinya.", "Foto yang dihapus tidak bisa dikembalikan."},
		lexicon.ClearAppData:  {"Hapus data aplikasi", "Ikuti langkah berikut.", "Buka **Aplikasi**.", "Ketuk **Hapus data**.", "Buka aplikasinya lagi.", "Semua pengaturan dan akun di aplikasi akan hilang."},
		lexicon.DeleteAccount: {"Hapus akun", "Ikuti langkah berikut.", "Buka **Pengaturan akun**.", "Ketuk **Hapus akun secara permanen**.", "Tutup aplikasinya.", "Semua data di akun akan terhapus."},
		lexicon.Other:         {"Bersihkan server", "Ikuti langkah berikut.", "Buka terminal.", "Jalankan `git clean -fdx`.", "Tutup terminal.", "Semua berkas baru akan terhapus."},
	},
	"en": {
		lexicon.FactoryReset:  {"Reset from the menu", "Follow these steps.", "Open **Settings**.", "Tap **Erase all data (factory reset)**.", "Wait until the phone starts.", "All data on the phone will be lost."},
		lexicon.Format:        {"Format the SD card", "Follow these steps.", "Open **Disk Management**.", "Right-click the SD card, then choose **Format**.", "Wait a moment.", "All photos on the card will be lost."},
		lexicon.Flash:         {"Flash the firmware", "Follow these steps.", "Connect the board.", "Flash the new firmware to the board.", "Wait until it is done.", "A wrong image can brick your device."},
		lexicon.Unlock:        {"Unlock the bootloader", "Follow these steps.", "Turn on **OEM unlocking**.", "Run `fastboot flashing unlock`.", "The phone restarts.", "This erases all data on the phone and voids your warranty."},
		lexicon.DeleteData:    {"Empty the vault", "Follow these steps.", "Open the **Vault**.", "Select all items, then choose **Delete permanently**.", "Close the app.", "Deleted items cannot be recovered."},
		lexicon.ClearAppData:  {"Clear the app's data", "Follow these steps.", "Open **Apps**.", "Tap **Clear data**.", "Open the app again.", "You will lose all your settings in the app."},
		lexicon.DeleteAccount: {"Delete the account", "Follow these steps.", "Open **Account settings**.", "Select **Delete account**.", "Close the app.", "This deletes all your data."},
		lexicon.Other:         {"Clean up the server", "Follow these steps.", "Open a terminal.", "Run `terraform destroy`.", "Close the terminal.", "This destroys all data in the project."},
	},
}

// notations are the ways to set a warning off.
var notations = map[string]string{
	"sentence":         "LOSS",
	"label":            "**LABEL:** LOSS",
	"label outside":    "**LABEL**: LOSS",
	"label alone":      "**LABEL**\n\nLOSS",
	"quote":            "> **LABEL:** LOSS",
	"alert":            "> [!WARNING]\n> LOSS",
	"importer's quote": ">![warning]\n> LOSS",
	"directive":        ":::warning\n\nLOSS\n\n:::",
	"tight directive":  "::: danger\nLOSS\n:::",
	"mkdocs":           "!!! warning\n\n    LOSS",
	"pymdownx block":   "/// warning\nLOSS\n///",
	"hugo shortcode":   "{{% notice warning %}}\nLOSS\n{{% /notice %}}",
	"hugo admonition":  "{{< admonition type=\"caution\" >}}\nLOSS\n{{< /admonition >}}",
	"liquid block":     "{% callout warning %}\nLOSS\n{% endcallout %}",
	"liquid include":   "{% include alerts/warning.html content=\"LOSS\" %}",
	"kramdown":         "LOSS\n{: .notice--danger}",
	"html":             "<div class=\"alert alert-danger\">\nLOSS\n</div>",
	"mdx":              "<Warning>\n\nLOSS\n\n</Warning>",
	"mdx aside":        "<Aside type=\"caution\">\nLOSS\n</Aside>",
	"sign":             "⚠️ LOSS",
}

var labels = map[string]string{"id": "Peringatan", "en": "Warning"}

// TestMutations moves the warning of each kind of procedure, in each notation and language: before the steps
// it serves, without it the step is flagged, and behind them it is late.
func TestMutations(t *testing.T) {
	t.Parallel()
	for lang, kinds := range procedures {
		for kind, p := range kinds {
			if got := findings(t, p.article("", "")); got != "missing-warning "+p.step {
				t.Errorf("%s, %s, without a warning: %s", lang, kind, got)
			}
			for name, notation := range notations {
				warning := strings.NewReplacer("LOSS", p.loss, "LABEL", labels[lang]).Replace(notation)
				if got := findings(t, p.article(warning, "")); got != "" {
					t.Errorf("%s, %s, %s before: %s", lang, kind, name, got)
				}
				if got := findings(t, p.article("", warning)); got != "late-warning "+p.step {
					t.Errorf("%s, %s, %s behind: %s", lang, kind, name, got)
				}
			}
		}
	}
}

// article writes a procedure with something before and behind its steps.
func (p procedure) article(before, behind string) string {
	return fmt.Sprintf("---\ntitle: X\n---\n\n## %s\n\n%s\n\n%s\n\n1. %s\n2. %s\n3. %s\n\n%s\n", p.title, p.lead, before, p.before, p.step, p.behind, behind)
}

// findings are the rules of the family that report something, each with the line that it points at.
func findings(t *testing.T, src string) string {
	t.Helper()
	a := article.Parse("a.md", []byte(src), lexicon.Default())
	pass := lint.NewPass(a, article.Date{Year: 2026, Month: 3, Day: 15})
	var out []string
	for _, rule := range danger.Family.Rules {
		if rule.Describe().OptIn {
			continue
		}
		bound := lint.Bind(rule, nil, lint.Env{})
		if bound.Check == nil {
			continue
		}
		bound.Check(pass)
		_, name, _ := strings.Cut(bound.ID, "/")
		for _, d := range pass.Take() {
			start := strings.LastIndexByte(src[:d.Span.Start], '\n') + 1
			line, _, _ := strings.Cut(src[start:], "\n")
			out = append(out, name+" "+strings.TrimLeft(line, "0123456789. "))
		}
	}
	return strings.Join(out, "\n")
}
