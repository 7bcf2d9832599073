package site

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// hosting is what the host of a site makes of paths, base and all, as its configuration says: the files
// _redirects of Netlify, Cloudflare and GitLab, netlify.toml and vercel.json.
type hosting struct {
	known    map[string]bool  // urlKeys that it leads elsewhere
	patterns []*regexp.Regexp // of such
	moves    []move
}

// move is a path that the host leads to another one, for all readers and at any time.
type move struct{ from, to string }

const (
	mostRules     = 20_000
	mostPatterns  = 500
	largestOfHost = 1 << 21
)

// readHosting reads the configuration of the host: in the folder of a site, in those above it up to the content
// root, and among the files of the site.
func readHosting(root fs.FS, c *Config) hosting {
	h := hosting{known: map[string]bool{}}
	for dir := c.Dir; ; dir = path.Dir(dir) {
		h.readLines(root, path.Join(dir, "_redirects"))
		h.readTables(root, path.Join(dir, "netlify.toml"), "from", "to")
		h.readTables(root, path.Join(dir, "vercel.json"), "source", "destination")
		if path.Dir(dir) == dir {
			break
		}
	}
	for _, m := range slices.Concat(c.Static, c.Content) {
		if m.Dir != "." {
			h.readLines(root, path.Join(c.Dir, m.Dir, "_redirects"))
		}
	}
	return h
}

// read is the text of a file, nil if there is none or it is too large.
func (h *hosting) read(root fs.FS, name string) []byte {
	info, err := fs.Stat(root, name)
	if err != nil || info.Size() > largestOfHost {
		return nil
	}
	src, _ := fs.ReadFile(root, name) // what cannot be read says nothing
	return src
}

// readTables reads the rules of a file in TOML or JSON.
func (h *hosting) readTables(root fs.FS, name, from, to string) {
	table, err := readSettings(name, h.read(root, name))
	if err != nil {
		return // it is the host's to complain of
	}
	for _, rule := range table.tables("redirects") {
		isPlain := !slices.ContainsFunc([]string{"conditions", "query", "has", "missing"}, func(key string) bool { return rule.get(key) != nil })
		h.add(rule.text(from), rule.text(to), rule.text("status"), isPlain)
	}
	for _, rule := range table.tables("rewrites") {
		h.add(rule.text(from), rule.text(to), "200", false)
	}
}

// readLines reads the rules of a file that has one a line: a path, conditions on the query, where it leads, a
// status, and further conditions.
func (h *hosting) readLines(root fs.FS, name string) {
	for line := range strings.Lines(string(h.read(root, name))) {
		line, _, _ = strings.Cut(line, " #")
		words := strings.Fields(line)
		if len(words) < 2 || words[0][0] != '/' {
			continue
		}
		isCondition := func(word string) bool { return strings.Contains(word, "=") && !strings.ContainsAny(word[:1], "/h") }
		isPlain := !slices.ContainsFunc(words, isCondition)
		words = slices.DeleteFunc(words, isCondition)
		words = append(words, "", "") // what may be left away
		h.add(words[0], words[1], words[2], isPlain)
	}
}

// add takes a rule; isPlain says that it has no conditions.
func (h *hosting) add(from, to, status string, isPlain bool) {
	status = strings.TrimSuffix(status, "!")
	if status == "404" || status == "410" || !strings.HasPrefix(from, "/") || len(h.known) > mostRules {
		return
	}
	if hostParameter.MatchString(from) {
		if re := hostPattern(from); re != nil && len(h.patterns) < mostPatterns {
			h.patterns = append(h.patterns, re)
		}
		return
	}
	h.known[urlKey(from)] = true
	if isPlain && (status == "" || strings.HasPrefix(status, "30")) && !hostParameter.MatchString(strings.TrimPrefix(to, "https:")) {
		h.moves = append(h.moves, move{from, to})
	}
}

// leads reports whether the host leads a urlKey elsewhere.
func (h *hosting) leads(key string) bool { return h.known[key] || matches(h.patterns, key) }

// hostParameter is a part of a path that stands for others: "*", ":name", ":name*" or a group.
var hostParameter = regexp.MustCompile(`:\w+(\(.*?\))?[*+?]?|\*|\(.*?\)[*+?]?`)

// hostPattern is the expression of a rule; nil for one that takes all there is.
func hostPattern(pattern string) *regexp.Regexp {
	pattern = "/" + strings.Trim(pattern, "/")
	if strings.Trim(hostParameter.ReplaceAllString(pattern, ""), "/") == "" {
		return nil
	}
	var b strings.Builder
	b.WriteString("^")
	last := 0
	for _, at := range hostParameter.FindAllStringIndex(pattern, -1) {
		before, isFolder := strings.CutSuffix(pattern[last:at[0]], "/")
		b.WriteString(regexp.QuoteMeta(before))
		if isFolder {
			b.WriteString("(?:/.*)?")
		} else {
			b.WriteString(".*")
		}
		last = at[1]
	}
	b.WriteString(regexp.QuoteMeta(pattern[last:]) + "/?$")
	re, err := regexp.Compile(b.String())
	if err != nil {
		return nil
	}
	return re
}

func matches(patterns []*regexp.Regexp, key string) bool {
	return slices.ContainsFunc(patterns, func(re *regexp.Regexp) bool { return re.MatchString(key) })
}

// isHosted reports whether the host leads the path of a URL elsewhere, with or without the base of the site.
func (s *Space) isHosted(urlPath string) bool {
	key := urlKey(urlPath)
	return s.hosting.leads(key) || s.basePath != "/" && s.hosting.leads(urlKey(s.basePath+key))
}

// followHost takes the paths that the host leads to pages for aliases of those.
func (s *Space) followHost() {
	for _, m := range s.hosting.moves {
		from, isOurs := s.withoutBase(m.from)
		to, leadsHere := s.withoutBase(m.to)
		if own, ok := s.ownPath(m.to); ok {
			to, leadsHere = s.withoutBase(own)
		}
		key := urlKey(from)
		if !isOurs || !leadsHere || s.byURL[key] != nil || s.alias[key] != nil {
			continue
		}
		to, _, _ = strings.Cut(to, "#")
		p := s.at(to)
		if p == nil {
			p = s.alias[urlKey(to)]
		}
		if p != nil && p.Status == Published {
			s.alias[key] = p
			p.Aliases = append(slices.Clip(p.Aliases), from)
		}
	}
}

// withoutBase is a path of the host as one of the site; ok is false if it lies outside.
func (s *Space) withoutBase(urlPath string) (name string, ok bool) {
	if !strings.HasPrefix(urlPath, "/") {
		return "", false
	}
	rest, ok := strings.CutPrefix(urlPath+"/", s.basePath)
	return "/" + strings.TrimSuffix(rest, "/"), ok
}
