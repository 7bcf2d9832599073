package main

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/kblint/kblint/internal/cli"
	"github.com/kblint/kblint/internal/linttest"
	"github.com/kblint/kblint/internal/report"
	"github.com/kblint/kblint/rules"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kblint": main})
}

// TestScripts runs the scripts of testdata/script: each is a conversation with the command line.
func TestScripts(t *testing.T) {
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *linttest.Update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TESTDATA", testdata)
			env.Setenv("LC_ALL", "C")
			env.Setenv("NO_COLOR", "1")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"repeat": repeat, "serve": serve},
	})
}

// repeat appends a Go string to a file, a number of times: repeat FILE TIMES 'TEXT'. Scripts
// need it for bytes that are no text and for files too long to be written out.
func repeat(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: repeat FILE TIMES 'TEXT'")
	}
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	file, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	ts.Check(err)
	_, err = file.WriteString(strings.Repeat(text, times))
	ts.Check(errors.Join(err, file.Close()))
}

// serve starts a server that answers as a file says, and puts its address into a file in which
// $WEB stands, or $HOST without the scheme: serve ROUTES FILE. Each line of ROUTES is a path, a status and, for a redirect, where to, or
// for a page its HTML; what has no line is answered with 404.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: serve ROUTES FILE")
	}
	mux := http.NewServeMux()
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		path, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		code, body, _ := strings.Cut(rest, " ")
		status, err := strconv.Atoi(code)
		ts.Check(err)
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			if status >= 300 && status < 400 {
				w.Header().Set("Location", body)
			}
			w.WriteHeader(status)
			w.Write([]byte(body)) //nolint:errcheck // the client may be gone
		})
	}
	server := httptest.NewServer(mux)
	ts.Defer(server.Close)
	article := strings.NewReplacer("$WEB", server.URL, "$HOST", strings.TrimPrefix(server.URL, "http://")).Replace(ts.ReadFile(args[1]))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(article), 0o644))
}

// TestSite lints the help centre in testdata/site: what is printed is golden, and the same
// whether one article is linted at a time or eight.
func TestSite(t *testing.T) {
	t.Chdir("../../testdata")
	for _, format := range report.Formats() {
		t.Run(format, func(t *testing.T) {
			golden := filepath.Join("golden", "site."+format)
			one := lintSite(t, format, 1)
			if diff := cmp.Diff(one, lintSite(t, format, 8)); diff != "" {
				t.Errorf("eight workers print something else than one (-one +eight):\n%s", diff)
			}
			if *linttest.Update {
				if err := os.WriteFile(golden, []byte(one), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), one); diff != "" {
				t.Errorf("%s (-want +got):\n%s", golden, diff)
			}
		})
	}
}

func lintSite(t *testing.T, format string, workers int) string {
	t.Helper()
	var out, errs bytes.Buffer
	stdio := cli.Stdio{In: bytes.NewReader(nil), Out: &out, Err: &errs, Getenv: func(string) string { return "" }}
	code := cli.Run([]string{"--format", format, "--workers", strconv.Itoa(workers), "./site"}, stdio, rules.All())
	if code != 1 {
		t.Fatalf("exit code %d, want 1; standard error:\n%s", code, errs.String())
	}
	return out.String()
}
