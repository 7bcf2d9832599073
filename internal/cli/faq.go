package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kblint/kblint/internal/engine"
	"github.com/kblint/kblint/internal/faqpage"
	"github.com/kblint/kblint/internal/report"
)

const faqHelp = `kblint faq prints the questions and answers of all FAQs: of sections that are called so, of whole
pages, of accordions, and of "faq" in front matter.

As "json" it is an array with an object an article: path, title, url, language and faqs, each with its
questions, and of those the answer as text and as HTML, with the lines in which they stand; "jsonl" has an
object a line. As "json-ld" it is an array of schema.org's FAQPage, one an article, to be pasted into
<script type="application/ld+json">. Answers have the HTML that search engines accept, and links in full
where the address of the site is known. Questions without answer are left out of that.`

func (a *app) faqCommand() *cobra.Command {
	f := &lintFlags{}
	c := &cobra.Command{
		Use:     "faq [path ...]",
		Short:   "print the questions and answers of all FAQs, as JSON or as schema.org's FAQPage",
		Long:    faqHelp,
		Example: "  kblint faq ./content\n  kblint faq --format json-ld content/faq.md\n  kblint faq --format text .",
		Args:    cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, paths []string) error {
			if !slices.Contains(report.FAQFormats(), f.format) {
				return fmt.Errorf("--format %s: use one of %s", f.format, strings.Join(report.FAQFormats(), ", "))
			}
			if slices.Contains(paths, "-") {
				return errors.New(`"-" has no place in a site; name a file or a folder`)
			}
			return a.faq(c.Context(), f, paths)
		},
	}
	flags := c.Flags()
	flags.SortFlags = false
	flags.StringVar(&f.format, "format", report.FAQFormats()[0], "output format: "+strings.Join(report.FAQFormats(), ", "))
	f.addSettings(c)
	completeWords(c, "format", report.FAQFormats())
	return c
}

func (a *app) faq(ctx context.Context, f *lintFlags, paths []string) error {
	jobs, text, err := a.open(f, paths)
	if err != nil {
		return err
	}
	ctx, stop := interruptible(ctx)
	defer stop()
	var pages []faqpage.Page
	results := make([]*engine.Result, len(jobs))
	for i, j := range jobs {
		var found []faqpage.Page
		found, results[i] = engine.List(ctx, a.options(f, j), faqpage.Listing)
		pages = append(pages, found...)
	}
	slices.SortStableFunc(pages, func(x, y faqpage.Page) int { return strings.Compare(x.Path, y.Path) })
	result := engine.Join(results)
	if err := report.PrintFAQs(a.Out, f.format, report.FAQs{Pages: pages, Sources: result.Source, Text: text}); err != nil {
		return err
	}
	return a.closeSurvey(ctx, f, result, len(pages), text)
}
