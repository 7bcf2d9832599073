package frontmatter

import (
	"strings"

	"github.com/kblint/kblint/internal/article"
	"github.com/kblint/kblint/internal/lint"
)

type expiredOptions struct {
	// Expires are keys with the day on which an article ends.
	Expires []string `yaml:"expires"`
	// Reviewed are keys with the day on which somebody last looked at it.
	Reviewed []string `yaml:"reviewed"`
	// MaxAge is after how many days an article must be looked at again; 0 for never.
	MaxAge int `yaml:"max-age"`
	// Soon is how many days before the end an article is reported; 0 for none.
	Soon int `yaml:"soon"`
	// Owner are keys with who is to look at it.
	Owner []string `yaml:"owner"`
}

var expired = lint.ArticleRule[expiredOptions]{
	Meta: lint.Meta{
		ID:       "frontmatter/expired",
		Summary:  "An article has not reached the end of its time, and was reviewed lately.",
		Severity: lint.Warning,
		OptIn:    true,
	},
	Options: expiredOptions{
		Expires:  []string{"expires", "expiryDate", "expiry_date", "expires_on", "review_by"},
		Reviewed: []string{"reviewed", "last_reviewed", "lastReviewed", "lastmod", "last_modified_at", "updated", "ms.date", "last_update.date", "date"},
		MaxAge:   365,
		Soon:     14,
		Owner:    []string{"owner", "maintainer", "ms.author", "author"},
	},
	Check: checkExpired,
}

func checkExpired(p *lint.Pass, o expiredOptions) {
	if p.Role() != article.Page {
		return
	}
	owner := ownerOf(p.FrontMatter, o.Owner)
	if v, end := firstDate(p.FrontMatter, o.Expires); v != nil {
		switch days := p.Today.DaysUntil(end); {
		case days < 0:
			reportAge(p, v, owner, "the article ended %d days ago (%s); update it and set a new date, or remove it", -days, end.String())
		case days <= o.Soon:
			reportAge(p, v, owner, "the article ends in %d days (%s); update it and set a new date, or prepare its removal", days, end.String())
		}
		return
	}
	v, last := firstDate(p.FrontMatter, o.Reviewed)
	if v == nil || o.MaxAge == 0 {
		return
	}
	switch days := last.DaysUntil(p.Today); {
	case days > o.MaxAge:
		reportAge(p, v, owner, "nobody has looked at the article for %d days (%s), and %d are allowed; review it and set a new date", days, last.String(), o.MaxAge)
	case days > o.MaxAge-o.Soon:
		reportAge(p, v, owner, "the article is due for review in %d days (last: %s, every %d days)", o.MaxAge-days, last.String(), o.MaxAge)
	}
}

// reportAge names the owner in a place of its own, so that each message is one sentence.
func reportAge(p *lint.Pass, v, owner *article.Value, format string, args ...any) {
	d := p.Report(v.Span, format, args...)
	if owner != nil {
		d.Relate(owner.Span, "its owner is \"%s\"", owner.Text)
	}
}

// firstDate is the first of some keys that holds a certain date.
func firstDate(fm *article.FrontMatter, keys []string) (*article.Value, article.Date) {
	for _, name := range keys {
		v := fm.Lookup(name)
		if v == nil || v.Alias || v.Kind != article.Time && v.Kind != article.String {
			continue
		}
		if w := article.ReadDate(v.Text); !w.Date.IsZero() && w.Other.IsZero() {
			return v, w.Date
		}
	}
	return nil, article.Date{}
}

func ownerOf(fm *article.FrontMatter, keys []string) *article.Value {
	for _, name := range keys {
		if v := fm.Lookup(name); v != nil && v.Kind == article.String && !v.Alias && strings.TrimSpace(v.Text) != "" {
			return v
		}
	}
	return nil
}
