package lint

// CorpusSurvey counts something over all articles of a site, for people to look through. It is a
// command of its own and reports nothing.
type CorpusSurvey[F any] struct {
	Name     string // of the command
	Summary  string // one line
	Web      bool   // it is about what the web answers
	Facts    *Facts[F]
	Tabulate func(*Corpus[F]) *Table
}

// Survey is a CorpusSurvey of any facts.
type Survey interface {
	About() (name, summary string)
	Needs() Collector
	AsksWeb() bool
	Of(*View) *Table
}

// About gives the command's name and its summary.
func (s CorpusSurvey[F]) About() (name, summary string) { return s.Name, s.Summary }

// Needs is what the survey must know of each article.
func (s CorpusSurvey[F]) Needs() Collector { return s.Facts }

// AsksWeb reports whether the survey is about what the web answers.
func (s CorpusSurvey[F]) AsksWeb() bool { return s.Web }

// Of tabulates the articles of a view.
func (s CorpusSurvey[F]) Of(v *View) *Table { return s.Tabulate(&Corpus[F]{view: v}) }

// Table is what a survey shows.
type Table struct {
	Preface []Message // for people
	Columns []string  // their names in machine formats, too
	Rows    [][]any   // a cell a column: a string, an int, or a list of strings or of Tally
}

// Tally is how many articles have something.
type Tally struct {
	Text     string `json:"text"`
	Articles int    `json:"articles"`
}

// Listing makes something of all articles of a site for a command that prints it in a way of its own.
type Listing[F, T any] struct {
	Name  string // of the command
	Facts *Facts[F]
	List  func(*Corpus[F]) T
}

// Of makes the list of the articles of a view.
func (l Listing[F, T]) Of(v *View) T { return l.List(&Corpus[F]{view: v}) }
