package links

import (
	"strings"

	"github.com/kblint/kblint/internal/edit"
	"github.com/kblint/kblint/internal/lint"
	"github.com/kblint/kblint/internal/site"
)

// rewritten is a destination as its author would have written it for a page: with the host, if it had one,
// and with its query and fragment. ok is false where that is not certain, as of relative paths.
func (v *visit) rewritten(p *site.Page) (destination string, ok bool) {
	written, prefix := v.link.written(), ""
	if end := strings.Index(written, "}}/"); end > 0 && strings.HasPrefix(written, "{{") {
		prefix, written = written[:end+len("}}")], written[end+len("}}"):]
	}
	if v.link.Template != "" || strings.ContainsAny(written, `\&{}<>`) {
		return "", false
	}
	end := strings.IndexAny(written, "?#")
	if end < 0 {
		end = len(written)
	}
	address, rest := written[:end], written[end:]
	switch {
	case prefix != "": // a template that stands for the base of the site
		return prefix + p.URL + rest, true
	case v.target.Own:
		host := strings.Index(address, "//") + len("//")
		if end := strings.IndexByte(address[host:], '/'); end >= 0 {
			address = address[:host+end]
		}
		return address + v.space.Address(p.URL) + rest, true
	case strings.HasPrefix(address, "/"):
		return v.space.Address(p.URL) + rest, true
	default:
		return "", false
	}
}

// respelt is the path of a destination in the letter case of the path that was found. Where more than that
// differs, or anything in it is escaped, that is left to the author.
func respelt(written, actual string) (destination string, ok bool) {
	end := strings.IndexAny(written, "?#")
	if end < 0 {
		end = len(written)
	}
	names, there := strings.Split(written[:end], "/"), strings.Split(strings.Trim(actual, "/"), "/")
	j := len(there) - 1
	for i := len(names) - 1; i >= 0 && j >= 0; i-- {
		switch name := names[i]; {
		case name == "." || name == "..":
			j = -1
		case name == "" && i == len(names)-1:
		case !strings.EqualFold(name, there[j]):
			return "", false
		default:
			names[i] = there[j]
			j--
		}
	}
	destination = strings.Join(names, "/") + written[end:]
	return destination, destination != written
}

// fix offers to write another destination.
func (v *visit) fix(d *lint.Diagnostic, destination string, safe bool) {
	edits := []edit.Edit{{Start: v.link.Span.Start, End: v.link.Span.End, New: destination}}
	if safe {
		d.Fix(edits, "write \"%s\"", destination)
		return
	}
	d.Suggest(edits, "write \"%s\"", destination)
}
