package article

import (
	"cmp"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Date is a day of the Gregorian calendar. The zero Date is none.
type Date struct {
	Year  int `json:"year,omitempty"`
	Month int `json:"month,omitempty"`
	Day   int `json:"day,omitempty"`
}

// DateOf is the day of a time where it is.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, int(month), day}
}

// IsZero reports whether the date is none.
func (d Date) IsZero() bool { return d == Date{} }

// Compare is negative for an earlier day than other, positive for a later one.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// AddDays is the day so many days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date { return DateOf(d.noon().AddDate(0, 0, n)) }

// DaysUntil is how many days other is later; negative if it is earlier.
func (d Date) DaysUntil(other Date) int { return int(other.noon().Sub(d.noon()).Hours() / 24) }

func (d Date) noon() time.Time {
	return time.Date(d.Year, time.Month(d.Month), d.Day, 12, 0, 0, 0, time.UTC)
}

// String is the date as ISO 8601 writes it.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// exists reports whether the calendar has the day.
func (d Date) exists() bool { return DateOf(d.noon()) == d }

// DateStyle is how a date is written.
type DateStyle uint8

// The styles of dates.
const (
	NotADate     DateStyle = iota
	ISODate                // 2025-10-31
	ISOTime                // 2025-10-31T08:30:00+07:00, or with a blank instead of the T
	YearFirst              // 2025/10/31, 2025.10.31, 2025-1-5
	MonthFirst             // 10/31/2025
	DayFirst               // 31/10/2025, 31.10.2025
	AnyFirst               // 03/04/2025: a day in March or in April
	InternetDate           // Fri, 31 Oct 2025 08:30:00 GMT, or as Unix prints it
	MonthName              // 31 October 2025, Oktober 31, 2025
	CompactDate            // 20251031
)

var dateStyles = [...]string{
	NotADate: "", ISODate: "YYYY-MM-DD", ISOTime: "YYYY-MM-DDThh:mm:ss", YearFirst: "YYYY/MM/DD",
	MonthFirst: "MM/DD/YYYY", DayFirst: "DD/MM/YYYY", AnyFirst: "DD/MM/YYYY", InternetDate: "Mon, 02 Jan 2006 15:04:05 GMT",
	MonthName: "2 January 2006", CompactDate: "YYYYMMDD",
}

// String shows the style.
func (s DateStyle) String() string { return dateStyles[s] }

// WrittenDate is a date as it stands in an article.
type WrittenDate struct {
	Style DateStyle `json:"style"`
	Date  Date      `json:"date,omitzero"`  // zero where it is no date, or one that the calendar lacks
	Other Date      `json:"other,omitzero"` // of AnyFirst: Date has the month first, this the day
	// Impossible is set where the text is written like a date, but there is no such day or time.
	Impossible bool `json:"impossible,omitempty"`
}

// ReadDate reads a date in any of the styles, with a time behind it or without. Names of months and
// days are English or Indonesian.
func ReadDate(text string) WrittenDate {
	if !strings.ContainsAny(text, "0123456789") {
		return WrittenDate{}
	}
	p := dateParser{tokens: dateTokens(text)}
	for _, form := range []func(*dateParser) (WrittenDate, bool){
		(*dateParser).yearFirst, (*dateParser).yearLast, (*dateParser).compact, (*dateParser).named,
	} {
		p.at, p.impossible = 0, false
		w, ok := form(&p)
		if !ok || p.at < len(p.tokens) {
			continue
		}
		if w.Impossible = p.impossible || !w.Date.exists() && !w.Other.exists(); w.Impossible {
			w.Date, w.Other = Date{}, Date{}
		}
		return w
	}
	return WrittenDate{}
}

// dateToken is a number, a word in small letters, a run of blanks and commas, or another character.
type dateToken struct {
	text string
	kind byte // 'n', 'w', ' ', or the character itself
}

// maxDateTokens is more than any date has.
const maxDateTokens = 24

func dateTokens(text string) []dateToken {
	var tokens []dateToken
	for text = strings.TrimSpace(text); text != "" && len(tokens) <= maxDateTokens; {
		kind := kindOfToken(text)
		n := 0
		for n < len(text) && kindOfToken(text[n:]) == kind {
			_, size := utf8.DecodeRuneInString(text[n:])
			n += size
			if kind != 'n' && kind != 'w' && kind != ' ' {
				break
			}
		}
		tokens = append(tokens, dateToken{strings.ToLower(text[:n]), kind})
		text = text[n:]
	}
	return tokens
}

func kindOfToken(text string) byte {
	switch r, _ := utf8.DecodeRuneInString(text); {
	case r >= '0' && r <= '9':
		return 'n'
	case unicode.IsLetter(r):
		return 'w'
	case r == ',' || unicode.IsSpace(r):
		return ' '
	case r < utf8.RuneSelf:
		return byte(r)
	default:
		return '?'
	}
}

// dateParser reads tokens from the front.
type dateParser struct {
	tokens     []dateToken
	at         int
	impossible bool // a part of the time is out of its range
}

// next takes a token of a kind; "" if another one comes.
func (p *dateParser) next(kind byte) string {
	if p.at == len(p.tokens) || p.tokens[p.at].kind != kind {
		return ""
	}
	p.at++
	return p.tokens[p.at-1].text
}

// number takes a number of some digits; -1 if none comes.
func (p *dateParser) number(least, most int) int {
	if p.at == len(p.tokens) || p.tokens[p.at].kind != 'n' {
		return -1
	}
	digits := p.tokens[p.at].text
	if len(digits) < least || len(digits) > most {
		return -1
	}
	p.at++
	n := 0
	for _, d := range []byte(digits) {
		n = n*10 + int(d-'0')
	}
	return n
}

// separator takes the sign between the parts of a date; 0 if there is none.
func (p *dateParser) separator() byte {
	for _, kind := range []byte("-/.") {
		if p.next(kind) != "" {
			return kind
		}
	}
	return 0
}

func (p *dateParser) yearFirst() (WrittenDate, bool) {
	year := p.number(4, 4)
	between := p.separator()
	short := p.at < len(p.tokens) && len(p.tokens[p.at].text) == 1
	month := p.number(1, 2)
	if year < 0 || between == 0 || month < 0 || p.separator() != between {
		return WrittenDate{}, false
	}
	short = short || p.at < len(p.tokens) && len(p.tokens[p.at].text) == 1
	w := WrittenDate{Style: YearFirst, Date: Date{year, month, p.number(1, 2)}}
	isISO := between == '-' && !short
	if isISO {
		w.Style = ISODate
	}
	if p.at < len(p.tokens) {
		if isISO {
			w.Style = ISOTime
		}
		if t := p.next('w'); t != "t" && (t != "" || p.next(' ') == "") || !p.time() {
			return WrittenDate{}, false
		}
	}
	return w, w.Date.Day >= 0
}

func (p *dateParser) yearLast() (WrittenDate, bool) {
	first := p.number(1, 2)
	between := p.separator()
	second := p.number(1, 2)
	if first < 0 || between == 0 || second < 0 || p.separator() != between {
		return WrittenDate{}, false
	}
	year := p.number(4, 4)
	monthFirst, dayFirst := Date{year, first, second}, Date{year, second, first}
	w := WrittenDate{Style: AnyFirst, Date: monthFirst, Other: dayFirst}
	switch {
	case between == '.' || !monthFirst.exists():
		w = WrittenDate{Style: DayFirst, Date: dayFirst}
	case !dayFirst.exists():
		w = WrittenDate{Style: MonthFirst, Date: monthFirst}
	}
	return w, year >= 0 && p.timeBehind()
}

func (p *dateParser) compact() (WrittenDate, bool) {
	n := p.number(8, 8)
	if n < 0 {
		return WrittenDate{}, false
	}
	d := Date{n / 10_000, n / 100 % 100, n % 100}
	return WrittenDate{Style: CompactDate, Date: d}, d.exists() // any other number of eight digits is a number
}

// months are the first letters of the months' names in English and Indonesian, and how many letters
// a name may have at most.
var months = [...][]string{
	{"january", "januari"},
	{"february", "februari", "pebruari"},
	{"march", "maret"},
	{"april"},
	{"may", "mei"},
	{"june", "juni"},
	{"july", "juli"},
	{"august", "agustus", "agt"},
	{"september", "sept"},
	{"october", "oktober"},
	{"november", "nopember"},
	{"december", "desember"},
}

// month takes the name of a month, or its first three letters; 0 if none comes.
func (p *dateParser) month() int {
	if p.at == len(p.tokens) || p.tokens[p.at].kind != 'w' {
		return 0
	}
	word := p.tokens[p.at].text
	for i, names := range months {
		for _, name := range names {
			if word == name || len(word) == 3 && strings.HasPrefix(name, word) {
				p.at++
				p.next('.')
				return i + 1
			}
		}
	}
	return 0
}

// weekdays are the days' names and their short forms in English and Indonesian.
var weekdays = set(
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	"mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
	"senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad",
)

// named reads a date whose month has its name: day or month first, the year last, or, as Unix prints
// it, behind the time.
func (p *dateParser) named() (WrittenDate, bool) {
	w := WrittenDate{Style: MonthName}
	if p.at < len(p.tokens) && weekdays[p.tokens[p.at].text] {
		p.at++
		p.next('.')
		p.next(' ')
		w.Style = InternetDate
	}
	month := p.month()
	p.next(' ')
	day := p.number(1, 2)
	p.ordinal()
	p.gap()
	if month == 0 {
		month = p.month()
		p.gap()
	}
	if p.at+1 < len(p.tokens) && p.tokens[p.at+1].kind == ':' {
		if !p.time() {
			return w, false
		}
		p.next(' ')
		w.Style = InternetDate
	}
	w.Date = Date{p.number(4, 4), month, day}
	if w.Date.Year < 0 || month == 0 || day < 0 {
		return w, false
	}
	return w, p.timeBehind()
}

// gap takes what stands between the parts of a date with words.
func (p *dateParser) gap() {
	if p.next(' ') == "" {
		p.next('-')
	}
}

// ordinal takes the ending of "1st".
func (p *dateParser) ordinal() {
	if p.at < len(p.tokens) {
		switch p.tokens[p.at].text {
		case "st", "nd", "rd", "th", ".":
			p.at++
		}
	}
}

// timeBehind takes a time or zone, if one follows; false if something else does.
func (p *dateParser) timeBehind() bool {
	p.next(' ')
	if p.at < len(p.tokens) && p.tokens[p.at].kind == 'n' {
		return p.time()
	}
	return p.zone()
}

// time takes "8:30", "08:30:00.123", with what may follow: "am", a zone.
func (p *dateParser) time() bool {
	hour := p.number(1, 2)
	if hour < 0 || p.next(':') == "" {
		return false
	}
	minute, second := p.number(2, 2), 0
	if minute >= 0 && p.next(':') != "" {
		second = p.number(2, 2)
		if p.next('.') != "" {
			p.next('n')
		}
	}
	if minute < 0 || second < 0 {
		return false
	}
	p.impossible = p.impossible || hour > 24 || minute > 59 || second > 60
	if p.at+1 < len(p.tokens) && p.tokens[p.at].kind == ' ' && p.tokens[p.at+1].kind != 'n' {
		p.at++
	}
	return p.zone()
}

// zone takes "Z", "UTC", "WIB", "+07:00", "-0500", or nothing.
func (p *dateParser) zone() bool {
	if p.next('w') != "" && p.next(' ') != "" {
		p.next('w') // "8:30 am UTC"
	}
	if p.next('+') == "" && p.next('-') == "" {
		return true
	}
	if p.number(4, 4) >= 0 {
		return true
	}
	return p.number(2, 2) >= 0 && (p.next(':') == "" || p.number(2, 2) >= 0)
}
