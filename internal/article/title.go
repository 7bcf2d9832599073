package article

// Title is the article's title, as its front matter has it or else its first heading of level 1,
// and its place. Where there is none, both are zero.
func (a *Article) Title() (text string, at Span) {
	if t := a.FrontMatter.Lookup("title"); t != nil && t.Kind != List && t.Kind != Map && t.Text != "" {
		return t.Text, t.Span
	}
	for _, h := range a.headings {
		if h.Level == 1 && h.Title != "" {
			return h.Title, h.Text
		}
	}
	return "", Span{}
}

// writtenKeys are the keys under which front matter has the day on which the article came into being.
var writtenKeys = [...]string{"date", "pubDate", "datePublished", "published_at", "created", "created_at"}

// Written is the day on which the article came into being, as its front matter says; zero where it
// does not.
func (a *Article) Written() Date {
	for _, key := range writtenKeys {
		if v := a.FrontMatter.Lookup(key); v != nil {
			if w := ReadDate(v.Text); !w.Date.IsZero() && w.Other.IsZero() {
				return w.Date
			}
		}
	}
	return Date{}
}
