package linkcheck

import (
	_ "embed"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"

	"github.com/kblint/kblint/internal/web"
)

//go:embed table.yaml
var tableSource []byte

// table is what table.yaml says.
type table struct {
	Reserved, Local, Namespaces, Placeholders []string
	Permalinks, Fragments, Tombstones         []string
	Special                                   []*special
	Missing                                   []string

	missing map[string]bool
}

// special is a platform that tells the truth about its pages at another address.
type special struct {
	Hosts, Paths []string
	Except       []string // of the paths
	Ask          string
	Alive, Dead  []int // statuses

	paths, except []*regexp.Regexp
}

var specialTable = sync.OnceValue(func() *table {
	t := &table{}
	if err := yaml.Load(tableSource, t); err != nil {
		panic(fmt.Sprintf("linkcheck: table.yaml: %v", err)) // which any test shows
	}
	t.missing = make(map[string]bool, len(t.Missing))
	for _, phrase := range t.Missing {
		t.missing[phrase] = true
	}
	for _, s := range t.Special {
		for _, p := range s.Paths {
			s.paths = append(s.paths, regexp.MustCompile(p))
		}
		for _, p := range s.Except {
			s.except = append(s.except, regexp.MustCompile(p))
		}
	}
	return t
})

// under reports whether a host is one of a list, or below one.
func under(host string, list []string) bool {
	return slices.ContainsFunc(list, func(known string) bool {
		above, ok := strings.CutSuffix(host, known)
		return ok && (above == "" || strings.HasSuffix(above, "."))
	})
}

// special gives the platform that an address is of, nil for none.
func (t *table) special(u *url.URL) *special {
	matches := func(patterns []*regexp.Regexp) bool {
		return slices.ContainsFunc(patterns, func(p *regexp.Regexp) bool { return p.MatchString(u.Path) })
	}
	for _, s := range t.Special {
		if under(u.Hostname(), s.Hosts) && matches(s.paths) && !matches(s.except) {
			return s
		}
	}
	return nil
}

// instead is the address that tells the truth about another.
func (s *special) instead(address string) string {
	return strings.ReplaceAll(s.Ask, "{url}", url.QueryEscape(address))
}

// judge says what a status means for the page that was asked about; ok is false where it means nothing.
func (s *special) judge(status int) (a web.Answer, ok bool) {
	switch {
	case status >= 200 && status < 300 || slices.Contains(s.Alive, status):
		return web.Answer{Class: web.Alive, Status: status}, true
	case slices.Contains(s.Dead, status):
		return web.Answer{Class: web.Dead, Reason: web.Deleted, Status: status}, true
	default:
		return web.Answer{}, false
	}
}

// isPermalink reports whether an address is meant to redirect.
func (t *table) isPermalink(u *url.URL) bool {
	return slices.ContainsFunc(t.Permalinks, func(p string) bool {
		host, path, _ := strings.Cut(p, "/")
		return under(u.Hostname(), []string{host}) && strings.HasPrefix(u.Path, "/"+path)
	})
}

func (t *table) isTombstone(u *url.URL) bool {
	return slices.Contains(t.Tombstones, u.Hostname()+u.Path)
}

// isName reports whether an address identifies something rather than leading there, or cannot exist.
func (t *table) isName(u *url.URL) bool {
	host := u.Hostname()
	if under(host, t.Reserved) {
		return true
	}
	for _, prefix := range t.Namespaces {
		if strings.HasPrefix(host+u.EscapedPath(), prefix) {
			return true
		}
	}
	return slices.ContainsFunc(t.Placeholders, func(word string) bool { return strings.Contains(host, word) })
}

// lineFragment is what forges and archives give lines of code, and PDF readers a page.
var lineFragment = lazily(`^(?:L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|page=\d+.*|t=[\dhms]+)$`)

// judges reports whether a fragment of an address can be looked for in its page: it is an anchor, and not
// a line, a text, or the state of a program.
func (t *table) judges(u *url.URL, fragment string) bool {
	switch {
	case fragment == "" || strings.EqualFold(fragment, "top") || lineFragment().MatchString(fragment):
		return false
	case strings.Contains(fragment, ":~:") || strings.ContainsAny(fragment[:1], "!/?") || strings.ContainsAny(fragment, "=&|"):
		return false
	default:
		return !t.scriptsAnchors(u.Hostname())
	}
}

func (t *table) scriptsAnchors(host string) bool {
	host = strings.TrimPrefix(host, "www.")
	return slices.ContainsFunc(t.Fragments, func(known string) bool {
		below, wild := strings.CutPrefix(known, "*")
		return host == known || wild && strings.HasSuffix(host, below)
	})
}

// lazily compiles a regular expression when it is first needed: most runs of the program ask nothing of
// the web.
func lazily(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
