package frontmatter

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/spelling"
)

var unknownKey = lint.CorpusRule[lint.None, *outline]{
	Meta: lint.Meta{
		ID:       "frontmatter/unknown-key",
		Summary:  "A key is not a misspelling of one that the site or its generator uses.",
		Severity: lint.Warning,
	},
	Facts: outlines,
	Judge: judgeUnknownKey,
}

const (
	// rareKey is how many articles may have a key that is a mistake.
	rareKey = 2
	// timesMore is how much more often the key that is meant is used.
	timesMore = 10
	// shortKey is the length in bytes below which two keys are alike by chance.
	shortKey = 4
	// tinyKey is the same where half of the site's articles have the key that is meant, and this one has not.
	tinyKey = 3
	// twoEdits is the length in bytes from which two edits may part what is meant from what is written.
	twoEdits = 7
)

func judgeUnknownKey(c *lint.Corpus[*outline], _ lint.None) {
	u := keyUsage{c, 0, map[string]int{}, knownKeys(c.Site().Generator), map[string]string{}}
	for _, facts := range judged(c.All()) {
		u.articles++
		for name := range facts.names() {
			u.used[name]++
		}
	}
	for where, facts := range judged(c.Asked()) {
		for i := range facts.Keys {
			k := &facts.Keys[i]
			if target := u.meantBy(k.Name); target != "" && (!isTiny(k.Name, target) || facts.find(target) == nil) {
				u.report(where, facts, k, target)
			}
		}
	}
}

// keyUsage knows which keys are in use.
type keyUsage struct {
	*lint.Corpus[*outline]
	articles int
	used     map[string]int    // by key: how many articles have it
	known    map[string]bool   // keys of the generator
	meant    map[string]string // what meantBy has found out
}

// meantBy is the key that a rare one was most likely meant to be; "" if it means itself.
func (u *keyUsage) meantBy(name string) string {
	if u.known[name] || u.used[name] > rareKey {
		return ""
	}
	target, done := u.meant[name]
	if !done {
		target = u.likeliest(name)
		u.meant[name] = target
	}
	return target
}

// names are the keys of an article, each once.
func (o *outline) names() map[string]bool {
	names := make(map[string]bool, len(o.Keys))
	for i := range o.Keys {
		names[o.Keys[i].Name] = true
	}
	return names
}

// likeliest is the key that a rare one was most likely meant to be: among those that the site uses
// much more often, the most used; else one of the generator's. It is "" if there is none.
func (u *keyUsage) likeliest(name string) string {
	var near []string
	for other, n := range u.used {
		if n >= enoughUses && n >= timesMore*u.used[name] && (2*n >= u.articles || !isTiny(name, other)) && isMisspelt(name, other) {
			near = append(near, other)
		}
	}
	if len(near) > 0 {
		return slices.MaxFunc(near, func(a, b string) int { return cmp.Or(cmp.Compare(u.used[a], u.used[b]), strings.Compare(b, a)) })
	}
	for other := range u.known {
		if !isTiny(name, other) && isMisspelt(name, other) {
			near = append(near, other)
		}
	}
	if len(near) == 0 {
		return ""
	}
	return slices.Min(near)
}

// isMisspelt reports whether two keys of the same map differ by one edit, or, if they are long, by
// two.
func isMisspelt(name, meant string) bool {
	parent, last := splitKey(name)
	parentMeant, lastMeant := splitKey(meant)
	if parent != parentMeant || name == meant || min(len(last), len(lastMeant)) < tinyKey {
		return false
	}
	limit := 1
	if min(len(last), len(lastMeant)) >= twoEdits {
		limit = 2
	}
	if d := len(last) - len(lastMeant); d > limit || -d > limit || isNumbered(last) || isNumbered(lastMeant) {
		return false
	}
	return spelling.Distance(last, lastMeant) <= limit
}

// isTiny reports whether one of two keys is so short that only circumstances tell that it is misspelt.
func isTiny(name, meant string) bool {
	_, last := splitKey(name)
	_, lastMeant := splitKey(meant)
	return min(len(last), len(lastMeant)) < shortKey
}

// splitKey parts a key from those of the maps around it.
func splitKey(name string) (parent, last string) {
	dot := strings.LastIndexByte(name, '.')
	return name[:dot+1], name[dot+1:]
}

// isNumbered reports whether a key is one of several that differ by a number: "image2".
func isNumbered(name string) bool { return strings.ContainsAny(name, "0123456789") }

func (u *keyUsage) report(where lint.Place, facts *outline, k *key, target string) {
	_, written := splitKey(k.Name)
	_, meant := splitKey(target)
	var d *lint.Diagnostic
	if uses := u.used[target]; uses > 0 {
		d = u.Report(where, k.At, "\"%s\" looks like a misspelt key; did you mean \"%s\" (%d articles)?", written, meant, uses)
	} else {
		d = u.Report(where, k.At, "\"%s\" looks like a misspelt key; did you mean \"%s\"?", written, meant)
	}
	if facts.find(target) == nil && k.At.Len() == len(written) {
		d.Fix([]edit.Edit{{Start: k.At.Start, End: k.At.End, New: meant}}, "rename the key to \"%s\"", meant)
	}
}
