package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/net/http/httpguts"
	"golang.org/x/term"

	"github.com/kblint/kblint/internal/linkcheck"
	"github.com/kblint/kblint/internal/locale"
	"github.com/kblint/kblint/internal/web"
)

// externalFlags are the flags about links to other sites.
type externalFlags struct {
	enabled, allowPrivate bool
	set                   bool // whether the user said anything about enabled
	cacheDir              string
}

// add adds the flags; enabled is what holds where neither they nor the configuration say.
func (f *externalFlags) add(c *cobra.Command, enabled bool) {
	flags := c.Flags()
	flags.BoolVar(&f.enabled, "external", enabled, "check links to other sites, over the network")
	flags.StringVar(&f.cacheDir, "cache-dir", "", "`folder` that keeps what the web has answered (default: kblint in the user's cache folder)")
	flags.BoolVar(&f.allowPrivate, "allow-private", false, "check links into private networks and to this machine, too")
}

// asker is what asks the web for a job.
type asker = func(context.Context, []web.Question) []web.Answer

// reach is how a run gets at the web.
type reach struct {
	*app
	flags  *externalFlags
	text   *locale.Printer
	began  time.Time
	memory *linkcheck.Memory
	opened bool
	said   []string // what the user was told
}

// asker is what asks the web, or no more than the memory of earlier runs; nil where links to other sites
// are none of the run's business.
func (r *reach) asker(j *job) asker {
	if !r.flags.enabled && (r.flags.set || !j.config.External.Enabled) {
		return nil
	}
	o := j.config.External.Options
	o.AllowPrivate = o.AllowPrivate || r.flags.allowPrivate
	o.Languages = j.config.Languages
	o.Hosts = r.withEnvironment(o.Hosts)
	o.Memory = r.open()
	o.Since = r.began
	o.Tell = r.tell
	var erase func()
	o.Progress, erase = r.progress()
	checker := linkcheck.New(o)
	return func(ctx context.Context, questions []web.Question) []web.Answer {
		defer erase()
		return checker.Ask(ctx, questions)
	}
}

// recalled is an asker that asks nobody.
func (r *reach) recalled(_ context.Context, questions []web.Question) []web.Answer {
	memory := r.open()
	if memory == nil {
		return make([]web.Answer, len(questions))
	}
	return memory.Recall(questions)
}

// open opens the memory once. Without one everything is asked anew.
func (r *reach) open() *linkcheck.Memory {
	if r.opened {
		return r.memory
	}
	r.opened = true
	dir, err := r.flags.cacheDir, error(nil)
	if dir == "" {
		dir, err = linkcheck.CacheDir()
	}
	if err == nil {
		r.memory, err = linkcheck.OpenMemory(dir)
	}
	if err != nil {
		r.tell(err)
	}
	return r.memory
}

func (r *reach) close() {
	if err := r.memory.Close(time.Now()); err != nil {
		r.tell(err)
	}
}

// tell says on standard error what the user should know of the network. None of it is a fault of the run.
func (r *reach) tell(err error) {
	switch {
	case errors.Is(err, linkcheck.ErrOffline):
		r.say("no network can be reached, so links to other sites are not judged")
	case errors.Is(err, linkcheck.ErrForgetful):
		r.say("the answers of the web are not kept for the next run: %s", strings.TrimPrefix(err.Error(), linkcheck.ErrForgetful.Error()+": "))
	default:
		r.say("%s", err.Error())
	}
}

// say is tell for a message of the catalogue. Nothing is said twice: a run that fixes lints twice.
func (r *reach) say(format string, args ...any) {
	message := r.text.Sprintf(format, args...)
	if slices.Contains(r.said, message) {
		return
	}
	r.said = append(r.said, message)
	fmt.Fprintf(r.Err, "kblint: %s\n", message) //nolint:errcheck // there is nowhere else to say it
}

// progress draws a bar on a terminal, and takes it away again.
func (r *reach) progress() (draw func(linkcheck.Progress), erase func()) {
	if r.Err != os.Stderr || !term.IsTerminal(int(os.Stderr.Fd())) {
		return nil, func() {}
	}
	var bar *progressbar.ProgressBar
	draw = func(p linkcheck.Progress) {
		if bar == nil {
			bar = progressbar.NewOptions(p.Total,
				progressbar.OptionSetWriter(r.Err), progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(),
				progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetPredictTime(false))
		}
		bar.Describe(r.text.Sprintf("links: %d dead, %d doubtful; hosts waited for: %d", p.Dead, p.Doubtful, p.Waiting))
		bar.Set(p.Checked) //nolint:errcheck // a bar that cannot be drawn is none
	}
	erase = func() {
		if bar != nil && !bar.IsFinished() {
			bar.Finish() //nolint:errcheck // a bar that cannot be erased was not drawn
		}
	}
	return draw, erase
}

// variable is what stands for a variable of the environment in the value of a header.
var variable = regexp.MustCompile(`\$\{(\w+)\}`)

// withEnvironment fills the variables into headers. A header with one that is not set is left out.
func (r *reach) withEnvironment(hosts []linkcheck.HostOptions) []linkcheck.HostOptions {
	out := slices.Clone(hosts)
	for i, h := range out {
		out[i].Headers = maps.Clone(h.Headers)
		for name, value := range h.Headers {
			missing := ""
			out[i].Headers[name] = variable.ReplaceAllStringFunc(value, func(found string) string {
				key := found[2 : len(found)-1]
				if r.Getenv(key) == "" {
					missing = key
				}
				return r.Getenv(key)
			})
			out[i].Headers[name] = strings.TrimSpace(out[i].Headers[name])
			switch {
			case missing != "":
				delete(out[i].Headers, name)
				r.say("the header \"%s\" of \"%s\" is not sent: the variable \"%s\" of the environment is not set", name, h.Host, missing)
			case !httpguts.ValidHeaderFieldValue(out[i].Headers[name]):
				delete(out[i].Headers, name)
				r.say("the header \"%s\" of \"%s\" is not sent: its value holds a character that no header may have", name, h.Host)
			}
		}
	}
	return out
}
