package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kblint/kblint/internal/faqpage"
)

// FAQs are the FAQs of articles with what is needed to print them.
type FAQs struct {
	Pages []faqpage.Page
	// Sources gives the bytes that were read of an article. It is asked once for each page, in order.
	Sources func(path string) ([]byte, error)
	Text    Localizer
}

// faqFormat is a way to print FAQs: an element of a JSON array or a line for each page that has one, or text.
type faqFormat struct {
	name    string
	isArray bool
	write   func(out *bytes.Buffer, page *faqpage.Page, source *file, text Localizer) error
}

func faqFormats() []faqFormat {
	return []faqFormat{
		{"json", true, writeFAQ}, {"json-ld", true, writeFAQPage}, {"jsonl", false, writeFAQ}, {"text", false, writeFAQText},
	}
}

// FAQFormats are the names that PrintFAQs knows, the default first.
func FAQFormats() []string {
	var names []string
	for _, f := range faqFormats() {
		names = append(names, f.name)
	}
	return names
}

// PrintFAQs writes questions and answers in the named format: as a JSON array with an object a page, as the
// same objects line by line, as an array of schema.org's FAQPage, or for people. JSON is written so that it
// may stand in a <script> of a page: "<", ">" and "&" are escaped in it.
//
// A page whose article can no longer be read loses the numbers of its lines and nothing else; the error
// tells of it after all pages are written.
func PrintFAQs(w io.Writer, name string, faqs FAQs) error {
	at := slices.IndexFunc(faqFormats(), func(f faqFormat) bool { return f.name == name })
	if at < 0 {
		return fmt.Errorf("format %q is none of %s", name, strings.Join(FAQFormats(), ", "))
	}
	format := faqFormats()[at]
	out := bufio.NewWriterSize(w, 1<<16)
	lost, err := writeFAQs(out, format, faqs)
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		return fmt.Errorf("write FAQs as %s: %w", name, err)
	}
	return errors.Join(lost...)
}

// writeFAQs writes all pages and gives the faults of those that could not be read again.
func writeFAQs(out *bufio.Writer, format faqFormat, faqs FAQs) (lost []error, err error) {
	var element bytes.Buffer
	before := ""
	if format.isArray {
		out.WriteString("[") //nolint:errcheck // Flush tells
		before = "\n"
	}
	for i := range faqs.Pages {
		page := &faqs.Pages[i]
		var source *file
		if text, err := faqs.Sources(page.Path); err == nil {
			source = newFile(text)
		} else {
			lost = append(lost, fmt.Errorf("read %s to locate its questions: %w", page.Path, err))
		}
		element.Reset()
		if err := format.write(&element, page, source, faqs.Text); err != nil {
			return nil, err
		}
		if element.Len() == 0 {
			continue
		}
		out.WriteString(before) //nolint:errcheck // Flush tells
		if format.isArray {
			element.Truncate(element.Len() - len("\n"))
			before = ",\n"
		}
		element.WriteTo(out) //nolint:errcheck // Flush tells
	}
	if format.isArray {
		out.WriteString("\n]\n") //nolint:errcheck // Flush tells
	}
	return lost, nil
}

// jsonPage is a page in JSON.
type jsonPage struct {
	Path     string    `json:"path"`
	Title    string    `json:"title"`
	URL      string    `json:"url"`
	Language string    `json:"language"`
	FAQs     []jsonFAQ `json:"faqs"`
}

type jsonFAQ struct {
	Title     string         `json:"title"`
	Line      int            `json:"line"`
	Questions []jsonQuestion `json:"questions"`
}

type jsonQuestion struct {
	Question   string `json:"question"`
	Line       int    `json:"line"`
	Answer     string `json:"answer"`
	AnswerHTML string `json:"answer_html"`
	AnswerLine int    `json:"answer_line,omitempty"` // left out where there is no answer
}

func writeFAQ(out *bytes.Buffer, page *faqpage.Page, source *file, _ Localizer) error {
	p := jsonPage{Path: page.Path, Title: page.Title, URL: page.URL, Language: page.Language}
	for i := range page.FAQs {
		faq := jsonFAQ{
			Title: page.FAQs[i].Title, Line: newPlace(source, page.FAQs[i].Span).from.line, Questions: []jsonQuestion{},
		}
		for _, q := range page.FAQs[i].Questions {
			written := jsonQuestion{
				Question: q.Text, Line: newPlace(source, q.Span).from.line, Answer: q.Answer, AnswerHTML: q.HTML,
			}
			if q.Answer != "" {
				written.AnswerLine = newPlace(source, q.AnswerSpan).from.line
			}
			faq.Questions = append(faq.Questions, written)
		}
		p.FAQs = append(p.FAQs, faq)
	}
	return json.NewEncoder(out).Encode(p)
}

// ldPage is a schema.org FAQPage as https://developers.google.com/search/docs/appearance/structured-data/faqpage
// demands it.
type ldPage struct {
	Context    string       `json:"@context"`
	Type       string       `json:"@type"`
	ID         string       `json:"@id,omitempty"`
	URL        string       `json:"url,omitempty"`
	Name       string       `json:"name,omitempty"`
	Language   string       `json:"inLanguage,omitempty"`
	MainEntity []ldQuestion `json:"mainEntity"`
}

type ldQuestion struct {
	Type   string   `json:"@type"`
	Name   string   `json:"name"`
	Answer ldAnswer `json:"acceptedAnswer"`
}

type ldAnswer struct {
	Type string `json:"@type"`
	Text string `json:"text"`
}

// writeFAQPage writes one FAQPage of all FAQs of a page, as search engines take but one. A question without
// answer may not stand in it, nor the same question twice; a page without any is left out.
func writeFAQPage(out *bytes.Buffer, page *faqpage.Page, _ *file, _ Localizer) error {
	p := ldPage{
		Context: "https://schema.org", Type: "FAQPage", ID: page.URL, URL: page.URL, Name: page.Title, Language: page.Language,
	}
	seen := map[string]bool{}
	for i := range page.FAQs {
		for _, q := range page.FAQs[i].Questions {
			if q.Text == "" || q.Answer == "" || seen[q.Text] {
				continue
			}
			seen[q.Text] = true
			p.MainEntity = append(p.MainEntity, ldQuestion{"Question", q.Text, ldAnswer{"Answer", q.HTML}})
		}
	}
	if len(p.MainEntity) == 0 {
		return nil
	}
	return json.NewEncoder(out).Encode(p)
}

// writeFAQText writes each question behind the place where it stands, and its answer below.
func writeFAQText(out *bytes.Buffer, page *faqpage.Page, source *file, text Localizer) error {
	for i := range page.FAQs {
		faq := &page.FAQs[i]
		if len(faq.Questions) == 0 {
			line := newPlace(source, faq.Span).from.line
			fmt.Fprintf(out, "%s:%d: %s\n    %s\n\n", page.Path, line, visible(faq.Title), text.Sprintf("(no questions)"))
		}
		for _, q := range faq.Questions {
			fmt.Fprintf(out, "%s:%d: %s\n", page.Path, newPlace(source, q.Span).from.line, visible(q.Text))
			answer := q.Answer
			if answer == "" {
				answer = text.Sprintf("(no answer)")
			}
			for line := range strings.SplitSeq(answer, "\n") {
				out.WriteString(strings.TrimRight("    "+visible(line), " ") + "\n")
			}
			out.WriteString("\n")
		}
	}
	return nil
}
