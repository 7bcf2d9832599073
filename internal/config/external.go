package config

import (
	"net/textproto"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"
	"golang.org/x/net/http/httpguts"

	"github.com/kblint/kblint/internal/linkcheck"
)

// External is what the file says of links to other sites.
type External struct {
	Enabled bool // whether they are checked without being asked for on the command line
	// Options are linkcheck's with what the file changes. A header may hold "${NAME}", which stands for a
	// variable of the environment.
	Options linkcheck.Options

	set []setting // in the order of the file
}

// setting is a setting with its value as it is printed.
type setting struct {
	key   *yaml.Node
	value string
}

// The bounds of what makes sense.
const (
	maxConcurrency = 1000
	maxRetries     = 10
	maxDuration    = 366 * 24 * time.Hour
)

func (d *decoder) external(n *yaml.Node, e *External) {
	o := &e.Options
	readers := []struct {
		key  string
		read func(value *yaml.Node, key string)
	}{
		{"enabled", func(v *yaml.Node, key string) { d.truth(v, key, &e.Enabled) }},
		{"include", func(v *yaml.Node, key string) { o.Include = d.addresses(v, key) }},
		{"exclude", func(v *yaml.Node, key string) { o.Exclude = d.addresses(v, key) }},
		{"allow-private", func(v *yaml.Node, key string) { d.truth(v, key, &o.AllowPrivate) }},
		{"max-age", func(v *yaml.Node, key string) { d.duration(v, key, &o.MaxAge) }},
		{"timeout", func(v *yaml.Node, key string) { d.positive(v, key, &o.Timeout) }},
		{"retries", func(v *yaml.Node, key string) { d.number(v, key, 0, maxRetries, &o.Retries) }},
		{"concurrency", func(v *yaml.Node, key string) { d.number(v, key, 1, maxConcurrency, &o.Concurrency) }},
		{"host-concurrency", func(v *yaml.Node, key string) { d.number(v, key, 1, maxConcurrency, &o.Host.Concurrency) }},
		{"interval", func(v *yaml.Node, key string) { d.duration(v, key, &o.Host.Interval) }},
		{"user-agent", func(v *yaml.Node, key string) { d.userAgent(v, key, &o.UserAgent) }},
		{"hosts", func(v *yaml.Node, key string) { o.Hosts = d.hosts(v, key) }},
	}
	known := make([]string, len(readers))
	for i, r := range readers {
		known[i] = r.key
	}
	d.keys(n, "external", known, func(key, value *yaml.Node) {
		readers[slices.Index(known, key.Value)].read(value, key.Value)
		e.set = append(e.set, setting{key, externalValue(key.Value, value)})
	})
}

// externalValue is a value as it is printed. Headers may be secret.
func externalValue(key string, value *yaml.Node) string {
	if key == "hosts" {
		value = withoutHeaders(value)
	}
	return nodeValue(value)
}

func (d *decoder) truth(n *yaml.Node, name string, to *bool) {
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
		d.wrongType(n, "\"%s\" must be true or false, not %s", name)
		return
	}
	*to = strings.EqualFold(n.Value, "true")
}

func (d *decoder) number(n *yaml.Node, name string, least, most int, to *int) {
	value, err := strconv.Atoi(n.Value)
	if n.Kind != yaml.ScalarNode || err != nil || value < least || value > most {
		d.report(n, "\"%s\" must be a whole number from %d to %d", name, least, most)
		return
	}
	*to = value
}

// duration reads a time such as "30s", "100ms", "12h" or "7d".
func (d *decoder) duration(n *yaml.Node, name string, to *time.Duration) {
	value, ok := parseDuration(n.Value)
	if n.Kind != yaml.ScalarNode || !ok || value < 0 || value > maxDuration {
		d.report(n, "\"%s\" must be a time, such as %s", name, "\"100ms\", \"30s\", \"12h\", \"7d\"")
		return
	}
	*to = value
}

// positive is duration for what must not be nothing.
func (d *decoder) positive(n *yaml.Node, name string, to *time.Duration) {
	before := *to
	d.duration(n, name, to)
	if *to == 0 {
		*to = before
		d.report(n, "\"%s\" must be more than nothing", name)
	}
}

func parseDuration(text string) (time.Duration, bool) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		if n, err := strconv.ParseUint(days, 10, 16); err == nil {
			return time.Duration(n) * 24 * time.Hour, true
		}
	}
	value, err := time.ParseDuration(text)
	return value, err == nil
}

func (d *decoder) userAgent(n *yaml.Node, name string, to *string) {
	switch {
	case !isText(n):
		d.wrongType(n, "\"%s\" must be a text, not %s", name)
	case !httpguts.ValidHeaderFieldValue(n.Value):
		d.report(n, "\"%s\" holds a character that no header may have; delete it", name)
	default:
		*to = n.Value
	}
}

// addresses reads patterns for addresses.
func (d *decoder) addresses(n *yaml.Node, name string) linkcheck.Patterns {
	texts := d.texts(n, name)
	patterns := make(linkcheck.Patterns, 0, len(texts))
	for _, t := range texts {
		if t.string == "" || strings.ContainsAny(t.string, " \t\r\n") {
			d.report(t.node, "\"%s\" is neither a host nor an address; write \"example.org\" or \"https://example.org/path/*\"", t.string)
		}
		patterns = append(patterns, t.string)
	}
	return patterns
}

// hosts reads what holds for certain hosts.
func (d *decoder) hosts(n *yaml.Node, name string) []linkcheck.HostOptions {
	var all []linkcheck.HostOptions
	d.mapping(n, name, func(key, value *yaml.Node) {
		if strings.ContainsAny(key.Value, "/ \t\r\n@") || key.Value == "" {
			d.report(key, "\"%s\" is no host; write its name alone, without \"https://\" and path", key.Value)
		}
		h := linkcheck.HostOptions{Host: key.Value, Limits: linkcheck.Limits{Interval: -1}}
		d.keys(value, key.Value, []string{"concurrency", "interval", "headers"}, func(key, value *yaml.Node) {
			switch key.Value {
			case "concurrency":
				d.number(value, "concurrency", 1, maxConcurrency, &h.Limits.Concurrency)
			case "interval":
				d.duration(value, "interval", &h.Limits.Interval)
			case "headers":
				h.Headers = d.headers(value)
			}
		})
		all = append(all, h)
	})
	return all
}

func (d *decoder) headers(n *yaml.Node) map[string]string {
	headers := map[string]string{}
	d.mapping(n, "headers", func(key, value *yaml.Node) {
		switch {
		case !httpguts.ValidHeaderFieldName(key.Value):
			d.report(key, "\"%s\" is no name for a header; write letters, digits and hyphens", key.Value)
		case !isText(value):
			d.wrongType(value, "\"%s\" must be a text, not %s", key.Value)
		case !httpguts.ValidHeaderFieldValue(value.Value):
			d.report(value, "\"%s\" holds a character that no header may have; delete it", key.Value)
		default:
			headers[textproto.CanonicalMIMEHeaderKey(key.Value)] = value.Value
		}
	})
	return headers
}

// withoutHeaders is a map of hosts in which the values of headers are asterisks, but for those that only
// name a variable.
func withoutHeaders(hosts *yaml.Node) *yaml.Node {
	out := *hosts
	out.Content = nil
	for i := 0; i+1 < len(hosts.Content); i += 2 {
		options := *hosts.Content[i+1]
		options.Content = nil
		for j := 0; j+1 < len(hosts.Content[i+1].Content); j += 2 {
			key, value := hosts.Content[i+1].Content[j], hosts.Content[i+1].Content[j+1]
			if key.Value == "headers" {
				value = masked(value)
			}
			options.Content = append(options.Content, key, value)
		}
		out.Content = append(out.Content, hosts.Content[i], &options)
	}
	return &out
}

// variableAlone is a value that gives nothing away: a variable, perhaps behind the name of a scheme.
var variableAlone = regexp.MustCompile(`^(?:(?:Bearer|Basic|Token|token) )?\$\{\w+\}$`)

func masked(headers *yaml.Node) *yaml.Node {
	out := *headers
	out.Content = nil
	for i := 0; i+1 < len(headers.Content); i += 2 {
		value := *headers.Content[i+1]
		if !variableAlone.MatchString(value.Value) {
			value.Value, value.Tag = "***", "!!str"
		}
		out.Content = append(out.Content, headers.Content[i], &value)
	}
	return &out
}
