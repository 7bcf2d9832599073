package lexicon_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kblint/kblint/internal/lexicon"
	"github.com/kblint/kblint/internal/source"
)

// commands gives the text of the commands found in code, weak ones marked.
func commands(tb testing.TB, l *lexicon.Lexicon, code, language string) []string {
	tb.Helper()
	found := l.FindCommands(nil, []byte(code), []source.Span{{Start: 0, End: len(code)}}, language)
	return describe(code, found, lexicon.Command)
}

func TestFindCommands(t *testing.T) {
	for name, test := range map[string]struct {
		code     string
		language string
		want     []string
	}{
		"options in any order":      {"rm -f -v -R data", "", []string{"rm -f -v -R data"}},
		"options in a cluster":      {"rm -vrf data", "", []string{"rm -vrf data"}},
		"long option with value":    {"git push --force=x", "", []string{"git push --force=x"}},
		"longer option":             {"git push --force-with-lease", "", nil},
		"subcommands in order":      {"git --hard reset", "", []string{"git --hard reset"}},
		"subcommand not first":      {"docker -H x volume rm y", "", []string{"docker -H x volume rm y"}},
		"case of short options":     {"avrdude -u x\navrdude -U y", "", []string{"avrdude -U y"}},
		"deleting a branch":         {"git branch -D x", "", nil},
		"program with a path":       {`"C:\tools\fastboot.exe" erase userdata`, "", []string{`"C:\tools\fastboot.exe" erase userdata`}},
		"sudo":                      {"sudo -n mkfs.ext4 /dev/sdb1", "", []string{"sudo -n mkfs.ext4 /dev/sdb1"}},
		"variable":                  {"LANG=C dd of=/dev/sda", "", []string{"dd of=/dev/sda"}},
		"shell in a shell":          {"adb shell 'rm -rf /sdcard'", "", []string{"rm -rf /sdcard"}},
		"command after another":     {"cd x && rm -rf y; ls | xargs dd of=/dev/sda", "", []string{"rm -rf y", "xargs dd of=/dev/sda"}},
		"loop":                      {"for i in *; do rm -rf \"$i\"; done", "", []string{`do rm -rf "$i"`}},
		"quoted text":               {"echo 'rm -rf /'", "", nil},
		"build folders":             {"rm -rf node_modules ./dist/", "", nil},
		"one that is no build":      {"rm -rf dist ~/photos", "", []string{"rm -rf dist ~/photos"}},
		"nothing to remove":         {"rm -rf", "", nil},
		"redirection":               {"cat x.img > /dev/sdb 2>/dev/null", "", []string{"cat x.img > /dev/sdb 2>/dev/null"}},
		"harmless redirection":      {"cat x >/dev/null", "", nil},
		"comment":                   {"# rm -rf /var\nls # rm -rf /var", "", nil},
		"root's prompt":             {"# rm -rf /var", "", []string{"rm -rf /var"}},
		"dialog":                    {"$ ls\nrm -rf /var\n$ rm -rf /srv", "console", []string{"rm -rf /srv"}},
		"prompt with user and host": {"pi@raspberrypi:~ $ sudo wipefs -a /dev/sda", "", []string{"sudo wipefs -a /dev/sda"}},
		"PowerShell":                {"PS C:\\Users\\A> Remove-Item -Recurse -Force D:\\x", "", []string{"Remove-Item -Recurse -Force D:\\x"}},
		"Windows":                   {"C:\\>format e: /q", "", []string{"format e: /q"}},
		"continued line":            {"rm \\\n  -rf \\\n  data\nls", "", []string{"rm \\\n  -rf \\\n  data"}},
		"CRLF":                      {"ls\r\nmkfs.ext4 /dev/sda\r\n", "", []string{"mkfs.ext4 /dev/sda"}},
		"last line without end":     {"git clean -fdx", "", []string{"git clean -fdx"}},
		"SQL":                       {"DELETE FROM a;\nDELETE FROM b WHERE x = 1;\ndrop table c;", "sql", []string{"DELETE FROM a", "drop table c"}},
		"SQL over lines":            {"DELETE FROM users\nWHERE id = 3;", "sql", nil},
		"SQL without a language":    {"DELETE FROM users\nWHERE id = 3;\nDELETE FROM users", "", []string{"DELETE FROM users"}},
		"SQL dialog":                {"mysql> DROP DATABASE shop;\nQuery OK", "", []string{"DROP DATABASE shop"}},
		"diskpart":                  {"diskpart\nselect disk 1\nclean", "", []string{"~clean"}},
		"weak behind a wrapper":     {"sudo apt clean", "", nil},
		"apostrophe":                {"echo don't; rm -rf x", "", []string{"rm -rf x"}},
		"program text":              {"os.system('x')\nrm -rf /", "python", nil},
		"words of prose":            {"format the text and delete it", "", nil},
		"nothing":                   {"", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, commands(t, lexicon.Default(), test.code, test.language)); diff != "" {
				t.Errorf("commands in %q (-want +got):\n%s", test.code, diff)
			}
		})
	}
}

func TestCommandKinds(t *testing.T) {
	for code, want := range map[string]lexicon.Kind{
		"fastboot -w":                   lexicon.FactoryReset,
		"dd if=x of=/dev/sda":           lexicon.Format,
		"diskutil eraseDisk X Y":        lexicon.Format,
		"fastboot flash boot x.img":     lexicon.Flash,
		"flashrom -p internal -w x":     lexicon.Flash,
		"fastboot oem unlock":           lexicon.Unlock,
		"adb shell pm clear com.x":      lexicon.ClearAppData,
		"docker system prune -a":        lexicon.DeleteData,
		"kubectl delete namespace x":    lexicon.DeleteData,
		"terraform destroy":             lexicon.DeleteData,
		"aws s3 rb s3://x --force":      lexicon.DeleteData,
		`reg delete HKLM\Software\X /f`: lexicon.Other,
	} {
		found := lexicon.Default().FindCommands(nil, []byte(code), []source.Span{{Start: 0, End: len(code)}}, "")
		if len(found) != 1 || found[0].Kind != want || found[0].Slot != lexicon.Command {
			t.Errorf("%q: %v, want one command of the kind %s", code, found, want)
		}
	}
}

// Lines of code in a list or quotation are spans of their own.
func TestFindCommandsInIndentedLines(t *testing.T) {
	src, lines := cutOut("‹> ›fastboot \\\n‹> ›erase userdata\n‹> ›fastboot reboot")
	found := lexicon.Default().FindCommands(nil, []byte(src), lines, "")
	want := []string{"fastboot \\\n> erase userdata"}
	if diff := cmp.Diff(want, describe(src, found, lexicon.Command)); diff != "" {
		t.Errorf("commands (-want +got):\n%s", diff)
	}
}

func TestCommandContext(t *testing.T) {
	code := "list disk\nselect disk 1\nclean"
	found := lexicon.Default().FindCommands(nil, []byte(code), []source.Span{{Start: 0, End: len(code)}}, "")
	want := []string{"list disk", "select disk 1"}
	if diff := cmp.Diff(want, describe(code, found, lexicon.Context)); diff != "" {
		t.Errorf("contexts (-want +got):\n%s", diff)
	}
	for _, m := range found {
		if m.Kind != lexicon.Format {
			t.Errorf("%v is no format", m)
		}
	}
}
