package linkcheck_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kblint/kblint/internal/web"
)

// rivals are link checkers from npm, below a folder with node_modules that KBLINT_RIVALS names. The tests
// that run them print tables for the page of links/dead-url and judge kblint alone.
type rivals struct {
	dir, kblint string
	env         []string
}

func startRivals(t *testing.T) *rivals {
	t.Helper()
	dir := os.Getenv("KBLINT_RIVALS")
	if dir == "" {
		t.Skip("KBLINT_RIVALS names no folder with linkinator and markdown-link-check")
	}
	r := &rivals{dir: dir, kblint: filepath.Join(t.TempDir(), "kblint")}
	if out, err := exec.Command("go", "build", "-o", r.kblint, "../../cmd/kblint").CombinedOutput(); err != nil {
		t.Fatalf("build kblint: %v\n%s", err, out)
	}
	// Node asks the system, which need not know the names below localhost.
	patch := filepath.Join(t.TempDir(), "localhost.cjs")
	err := os.WriteFile(patch, []byte(`const dns = require("dns"), lookup = dns.lookup;
dns.lookup = (name, options, done) => lookup(name.endsWith(".localhost") ? "127.0.0.1" : name, options, done);
`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	r.env = append(os.Environ(), "NODE_OPTIONS=--require="+patch, "NO_COLOR=1")
	return r
}

// run runs a program over an article with links and gives what it prints, and how long it took.
func (r *rivals) run(t *testing.T, urls []string, config, program string, args ...string) (string, time.Duration) {
	t.Helper()
	dir := t.TempDir()
	var article strings.Builder
	article.WriteString("# Links\n\n")
	for _, u := range urls {
		fmt.Fprintf(&article, "- [link](%s)\n", u)
	}
	for name, content := range map[string]string{"links.md": article.String(), ".kblint.yaml": config} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, program, args...)
	command.Dir, command.Env = dir, r.env
	start := time.Now()
	out, err := command.Output()
	took := time.Since(start)
	if _, failed := errors.AsType[*exec.ExitError](err); err != nil && !failed {
		t.Fatal(err)
	}
	return string(out), took
}

func (r *rivals) bin(name string) string { return filepath.Join(r.dir, "node_modules", ".bin", name) }

const letIn = "external: {enabled: true, allow-private: true, hosts: {127.0.0.1: {interval: 0s}}}\n"

// isDead is what a program says of an address.
func (r *rivals) isDead(t *testing.T, program, url string) bool {
	t.Helper()
	urls := []string{url}
	switch program {
	case "kblint":
		out, _ := r.run(t, urls, letIn, r.kblint, "links", "--cache-dir", "cache", "--format", "jsonl", ".")
		return strings.Contains(out, `{"class": "dead"`)
	case "linkinator":
		out, _ := r.run(t, urls, "", r.bin("linkinator"), "links.md", "--markdown", "--format", "json", "--timeout", "30000")
		var scan struct {
			Links []struct{ URL, State string }
		}
		if err := json.Unmarshal([]byte(out), &scan); err != nil || len(scan.Links) == 0 {
			t.Fatalf("linkinator: %v\n%s", err, out)
		}
		return slices.ContainsFunc(scan.Links, func(l struct{ URL, State string }) bool { return l.URL == url && l.State == "BROKEN" })
	default:
		out, _ := r.run(t, urls, "", r.bin("markdown-link-check"), "links.md")
		return strings.Contains(out, "[✖]")
	}
}

// TestRivalsVerdicts prints what each program says of the awkward servers.
func TestRivalsVerdicts(t *testing.T) {
	r := startRivals(t)
	word := map[bool]string{true: "dead", false: "alive"}
	var table strings.Builder
	right := map[string]int{}
	for i, a := range awkwardServers() {
		fmt.Fprintf(&table, "| %s | %s |", a.name, word[a.class == web.Dead])
		for _, program := range []string{"kblint", "linkinator", "markdown-link-check"} {
			server := httptest.NewServer(awkwardServers()[i].handler) // anew for each: some servers remember
			got := r.isDead(t, program, server.URL+a.path)
			server.Close()
			ok := got == (a.class == web.Dead)
			if ok {
				right[program]++
			} else if program == "kblint" {
				t.Errorf("%s: kblint is wrong", a.name)
			}
			fmt.Fprintf(&table, " %s |", map[bool]string{true: word[got], false: "**" + word[got] + "**"}[ok])
		}
		table.WriteString("\n")
	}
	t.Logf("right: %v\n%s", right, table.String())
}

// TestRivalsSpeed prints how long each program takes for 2,000 addresses.
func TestRivalsSpeed(t *testing.T) {
	r := startRivals(t)
	const pages, latency = 2000, 20 * time.Millisecond
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(latency)
		if strings.HasSuffix(r.URL.Path, "13") {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, article) //nolint:errcheck // the client may be gone
	}))
	defer server.Close()
	for name, hosts := range map[string]int{"one host": 1, "200 hosts": 200} {
		urls := make([]string, 0, pages)
		for i := range pages {
			base := server.URL
			if hosts > 1 {
				base = strings.Replace(server.URL, "127.0.0.1", fmt.Sprintf("h%d.localhost", i%hosts), 1)
			}
			urls = append(urls, fmt.Sprintf("%s/p%d", base, i))
		}
		config := "external: {enabled: true, allow-private: true}\n"
		if hosts == 1 {
			config = "external: {enabled: true, allow-private: true, concurrency: 128, host-concurrency: 128, interval: 0s}\n"
		}
		for range 3 {
			out, ours := r.run(t, urls, config, r.kblint, "--cache-dir", "cache", "--format", "jsonl", "links.md")
			if n := strings.Count(out, `"links/dead-url"`); n != pages/100 {
				t.Errorf("%s: kblint finds %d dead links", name, n)
			}
			_, theirs := r.run(t, urls, "", r.bin("linkinator"), "links.md", "--markdown", "--format", "json")
			t.Logf("%s: kblint %s, linkinator %s", name, ours.Round(time.Millisecond), theirs.Round(time.Millisecond))
		}
		_, theirs := r.run(t, urls, "", r.bin("markdown-link-check"), "-q", "links.md")
		t.Logf("%s: markdown-link-check %s", name, theirs.Round(time.Millisecond))
	}
}
