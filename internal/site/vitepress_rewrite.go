package site

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/kblint/kblint/internal/site/script"
)

// rewrites move pages: the first rule that fits a page's path counts.
type rewrites struct {
	rules []rewrite
	vague bool // some cannot be known
}

// rewrite is a rule of path-to-regexp, as of version 6, from which VitePress has its own.
type rewrite struct {
	from *regexp.Regexp
	keys []parameterOf // of the groups of from
	to   []parameterOf
	text string // of a replacement, in place of to
	all  bool   // the path goes through the next rule, too
}

// parameterOf is a text of a pattern, or a parameter in it.
type parameterOf struct {
	text     string // of what is no parameter
	name     string
	prefix   string
	suffix   string
	pattern  string
	modifier string // "?", "*" or "+"
}

func (p *parameterOf) repeats() bool { return p.modifier == "*" || p.modifier == "+" }

// rewritesOf reads the rules of a configuration.
func rewritesOf(v script.Value) rewrites {
	var r rewrites
	if v.Kind == script.Function {
		rules, ok := replacementsOf(v)
		return rewrites{rules: rules, vague: !ok}
	}
	r.vague = v.Kind != script.Table && v.Kind != script.Nothing || v.Open
	for _, m := range v.Members {
		to, ok := m.Value.Str()
		if !ok {
			r.vague = true
			continue
		}
		rule, ok := ruleOf(m.Key, to)
		if !ok {
			r.vague = true
			continue
		}
		r.rules = append(r.rules, rule)
	}
	return r
}

// apply is where a page is moved to.
func (r *rewrites) apply(name string) string {
	for i := range r.rules {
		rule := &r.rules[i]
		if rule.all {
			name = rule.replace(name)
			continue
		}
		groups := rule.from.FindStringSubmatchIndex(name)
		if groups == nil {
			continue
		}
		if to, ok := rule.fill(name, groups); ok {
			return to
		}
		return name
	}
	return name
}

// replace puts a text in the place of the first match.
func (r *rewrite) replace(name string) string {
	groups := r.from.FindStringSubmatchIndex(name)
	if groups == nil {
		return name
	}
	return name[:groups[0]] + string(r.from.ExpandString(nil, r.text, name, groups)) + name[groups[1]:]
}

// fill writes the path of the page in its new place.
func (r *rewrite) fill(name string, groups []int) (string, bool) {
	values := r.values(name, groups)
	var b strings.Builder
	for i := range r.to {
		p := &r.to[i]
		if p.name == "" {
			b.WriteString(p.text)
			continue
		}
		given := values[p.name]
		if len(given) == 0 && p.modifier != "?" && p.modifier != "*" || len(given) > 1 && !p.repeats() {
			return "", false
		}
		for _, value := range given {
			b.WriteString(p.prefix + value + p.suffix)
		}
	}
	return strings.TrimPrefix(b.String(), "/"), true
}

// values are what the parameters stand for in a path.
func (r *rewrite) values(name string, groups []int) map[string][]string {
	values := map[string][]string{}
	for i, key := range r.keys {
		if 2*i+3 >= len(groups) || groups[2*i+2] < 0 {
			continue
		}
		text := name[groups[2*i+2]:groups[2*i+3]]
		if separator := key.prefix + key.suffix; key.repeats() && separator != "" {
			values[key.name] = strings.Split(text, separator)
		} else {
			values[key.name] = []string{text}
		}
	}
	return values
}

// ruleOf reads a rule; ok is false for one that this reader does not understand.
func ruleOf(from, to string) (rule rewrite, ok bool) {
	target, ok := pathPattern("/" + to)
	if !ok {
		return rule, false
	}
	if strings.HasPrefix(from, "^") {
		re, err := regexp.Compile(from)
		if err != nil {
			return rule, false
		}
		names := re.SubexpNames()[1:]
		keys, index := make([]parameterOf, len(names)), 0
		for i, name := range names {
			if keys[i].name = name; name == "" {
				keys[i].name = strconv.Itoa(index)
				index++
			}
		}
		return rewrite{from: re, keys: keys, to: target}, true
	}
	source, ok := pathPattern(from)
	if !ok {
		return rule, false
	}
	re, err := regexp.Compile(expressionOf(source))
	if err != nil {
		return rule, false
	}
	rule = rewrite{from: re, to: target}
	for _, p := range source {
		if p.name != "" {
			rule.keys = append(rule.keys, p)
		}
	}
	return rule, true
}

// expressionOf is the regular expression of a pattern.
func expressionOf(pattern []parameterOf) string {
	var b strings.Builder
	b.WriteString("(?i)^")
	for i := range pattern {
		p := &pattern[i]
		prefix, suffix := regexp.QuoteMeta(p.prefix), regexp.QuoteMeta(p.suffix)
		switch {
		case p.name == "" && p.pattern == "":
			b.WriteString(regexp.QuoteMeta(p.text))
			if prefix+suffix != "" {
				b.WriteString("(?:" + prefix + suffix + ")" + p.modifier)
			}
		case p.repeats():
			optional := ""
			if p.modifier == "*" {
				optional = "?"
			}
			b.WriteString("(?:" + prefix + "((?:" + p.pattern + ")(?:" + suffix + prefix + "(?:" + p.pattern + "))*)" + suffix + ")" + optional)
		default:
			b.WriteString("(?:" + prefix + "(" + p.pattern + ")" + suffix + ")" + p.modifier)
		}
	}
	b.WriteString(`[/#?]?$`)
	return b.String()
}

// patternReader cuts a pattern into texts and parameters.
type patternReader struct {
	src   string
	at    int
	text  strings.Builder
	out   []parameterOf
	count int // of the parameters without a name
}

// pathPattern cuts a pattern such as "en/:rest*" into texts and parameters.
func pathPattern(src string) (out []parameterOf, ok bool) {
	r := &patternReader{src: src}
	for r.at < len(src) {
		switch c := src[r.at]; c {
		case '\\':
			if r.at+1 >= len(src) {
				return nil, false
			}
			r.text.WriteByte(src[r.at+1])
			r.at += 2
		case ':', '(':
			if !r.parameter() {
				return nil, false
			}
		case '*', '+', '?', '{', '}':
			return nil, false // groups are rare enough to be left alone
		default:
			r.text.WriteByte(c)
			r.at++
		}
	}
	r.flush()
	return r.out, true
}

func (r *patternReader) flush() {
	if r.text.Len() > 0 {
		r.out = append(r.out, parameterOf{text: r.text.String()})
		r.text.Reset()
	}
}

// parameter takes ":name", ":name(pattern)" or "(pattern)", with its modifier.
func (r *patternReader) parameter() bool {
	var p parameterOf
	if !r.named(&p) {
		return false
	}
	before := r.text.String()
	if n := len(before); n > 0 && strings.IndexByte("./", before[n-1]) >= 0 {
		p.prefix = before[n-1:]
		r.text.Reset()
		r.text.WriteString(before[:n-1])
	}
	if p.pattern == "" {
		p.pattern = usualPattern(before, p.prefix)
	}
	if p.name == "" {
		p.name = strconv.Itoa(r.count)
		r.count++
	}
	if r.at < len(r.src) && strings.IndexByte("?*+", r.src[r.at]) >= 0 {
		p.modifier = r.src[r.at : r.at+1]
		r.at++
	}
	r.flush()
	r.out = append(r.out, p)
	return !p.repeats() || p.prefix != ""
}

// named takes the name and the pattern of a parameter, either of which may be missing.
func (r *patternReader) named(p *parameterOf) bool {
	if r.src[r.at] == ':' {
		r.at++
		start := r.at
		for r.at < len(r.src) && isNameByte(r.src[r.at]) {
			r.at++
		}
		if p.name = r.src[start:r.at]; p.name == "" {
			return false
		}
	}
	if r.at < len(r.src) && r.src[r.at] == '(' {
		end := groupEnd(r.src, r.at)
		if end < 0 {
			return false
		}
		p.pattern = r.src[r.at+1 : end]
		r.at = end + 1
	}
	return true
}

// usualPattern is what a parameter without a pattern stands for: anything within a folder, and nothing
// that begins with the text before it.
func usualPattern(before, prefix string) string {
	if prefix == "" && before != "" && !strings.ContainsAny(before, "/#?") {
		return `[^/#?` + regexp.QuoteMeta(before[:1]) + `]+?`
	}
	return `[^/#?]+?`
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// groupEnd is the parenthesis that closes a group, -1 if there is none.
func groupEnd(s string, open int) int {
	depth := 0
	for i := open; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return -1
}

// dollar is how JavaScript names a group in the text of a replacement.
var dollar = regexp.MustCompile(`\$(\d+)`)

// replacementsOf are the rules of a function that does nothing but replace parts of a path; ok is false for any
// other.
func replacementsOf(function script.Value) (rules []rewrite, ok bool) {
	for _, r := range function.Replacements() {
		expression := r.What
		if !r.IsPattern {
			expression = regexp.QuoteMeta(expression)
		}
		re, err := regexp.Compile(expression)
		if err != nil {
			return nil, false
		}
		rules = append(rules, rewrite{from: re, text: dollar.ReplaceAllString(strings.ReplaceAll(r.By, "$&", "${0}"), "$${$1}"), all: true})
	}
	return rules, len(rules) > 0
}
