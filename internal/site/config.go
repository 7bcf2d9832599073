package site

import (
	"io/fs"
	"net/url"
	"path"
	"strings"

	"github.com/kblint/kblint/internal/site/script"
)

// Config is what a site's configuration says of its URLs.
type Config struct {
	Generator Generator
	Dir       string   // the site's folder, relative to the content root; "." for that itself
	File      string   // the configuration that was read, relative to Dir; "" if there was none
	BaseURL   string   // "https://help.example.com/docs/"; "" where it is unknown
	Content   []Mount  // the folders that articles come from
	Static    []Mount  // the folders whose files are served as they are
	Languages []string // of the articles, the default first; empty where the site has but one
	Menus     []string // the destinations of the site's menus
	Vague     bool     // programs decide about its URLs, so that a page that is not found may exist
	Problems  []error  // what could not be read

	router  router
	hosting hosting
	hidden  bool // where files are served cannot be known
	anyBase bool // the path of the base URL cannot be known

	module     *script.Module         // the configuration, if it is a program
	names      func(word string) bool // whether the configuration names a word
	types      []string               // of containers, besides those that the generator knows
	addsTypes  bool                   // there may be other types
	hidesTypes bool                   // which types there are cannot be known, or there are no containers
}

// Mount is a folder and where on the site its files are.
type Mount struct {
	Dir      string // relative to the site's folder
	Base     string // the URL path of the folder, with slashes at both ends
	Language string // of the articles in it; "" for any
}

// Overrides are what kblint's own configuration says of a site.
type Overrides struct {
	Generator     Generator
	BaseURL       string
	Static, Roots []string // folders relative to the content root
}

// router knows how a generator makes pages of articles.
type router interface {
	// survey shows all pages of the site before any is routed.
	survey(pages []*Page)
	// route settles URL, aliases, language and status of a page.
	route(p *Page)
	// serves reports whether the generator makes something at a URL path of its own accord: feeds, lists.
	serves(urlPath string) bool
	// elsewhere are further paths, relative to the site's folder, that a link's path may name.
	elsewhere(from *Page, name string) []string
}

// Load reads the configuration of the site in a folder of the content root. What cannot be read is in
// Problems, and the site is then taken for what its folders show.
func Load(root fs.FS, dir string, over Overrides) *Config {
	c := &Config{Generator: over.Generator, Dir: dir}
	within, err := fs.Sub(root, dir)
	if err != nil {
		c.problem(err)
		return c
	}
	if c.Generator == Unknown {
		entries, _ := fs.ReadDir(within, ".") // what cannot be read shows nothing
		if found := detect(within, entries); len(found) > 0 {
			c.Generator = found[0]
		}
	}
	c.load(within)
	c.names = c.module.Names() // all else that is asked of the program comes first, because it reads only so many files
	if over.BaseURL != "" {
		c.BaseURL = over.BaseURL
	}
	for _, folder := range over.Static {
		c.Static = append(c.Static, Mount{Dir: folder, Base: "/"})
	}
	c.hosting = readHosting(root, c)
	if len(over.Roots) > 0 {
		c.Content = nil
		for _, folder := range over.Roots {
			c.Content = append(c.Content, Mount{Dir: folder, Base: "/"})
		}
	}
	return c
}

// load has the generator's own reader read the configuration.
func (c *Config) load(dir fs.FS) {
	switch c.Generator {
	case Hugo:
		c.loadHugo(dir)
	case MkDocs:
		c.loadMkDocs(dir)
	case Jekyll:
		c.loadJekyll(dir)
	case Docusaurus:
		c.loadDocusaurus(dir)
	case VitePress:
		c.loadVitePress(dir)
	case Astro, Starlight:
		c.loadAstro(dir)
	default:
		c.router = plain{c}
		c.Content = []Mount{{Dir: ".", Base: "/"}}
	}
}

func (c *Config) problem(err error) { c.Problems = append(c.Problems, err) }

// base is the path of the base URL, with slashes at both ends.
func (c *Config) base() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Path == "" || u.Path == "/" {
		return "/"
	}
	return "/" + strings.Trim(u.Path, "/") + "/"
}

// host is the host of the base URL without "www.", "" where it is unknown.
func (c *Config) host() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil {
		return ""
	}
	return plainHost(u.Host)
}

// SecureHost is the host of the base URL if that is reached by https, else "".
func (c *Config) SecureHost() string {
	u, err := url.Parse(c.BaseURL)
	if err != nil || u.Scheme != "https" {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

func plainHost(host string) string { return strings.TrimPrefix(strings.ToLower(host), "www.") }

// mountOf is the folder of articles that a file lies in, and its path there. name is relative to the
// site's folder.
func (c *Config) mountOf(name string) (m Mount, rel string, ok bool) {
	longest := -1
	for _, mount := range c.Content {
		inner, below := below(mount.Dir, name)
		if below && len(mount.Dir) > longest {
			m, rel, ok, longest = mount, inner, true, len(mount.Dir)
		}
	}
	return m, rel, ok
}

// ConfigOf is the configuration of the innermost site that a file lies in; nil if it lies in none. name is
// relative to the content root.
func ConfigOf(configs []*Config, name string) *Config {
	var found *Config
	for _, c := range configs {
		if _, ok := below(c.Dir, name); ok && (found == nil || len(c.Dir) > len(found.Dir)) {
			found = c
		}
	}
	return found
}

// below is a path relative to a folder that it lies in.
func below(dir, name string) (rel string, ok bool) {
	if dir == "." {
		return name, name != ".." && !strings.HasPrefix(name, "../")
	}
	rel, ok = strings.CutPrefix(name, dir+"/")
	return rel, ok
}

// folder cleans the name of a folder in a configuration; "" if it leads out of the site.
func folder(name string) string {
	name = path.Clean(strings.ReplaceAll(name, "\\", "/"))
	if !fs.ValidPath(name) {
		return ""
	}
	return name
}
