package article_test

import (
	"testing"
	"time"

	"github.com/kblint/kblint/internal/article"
)

func TestReadDate(t *testing.T) {
	t.Parallel()
	october := article.Date{Year: 2025, Month: 10, Day: 31}
	for text, want := range map[string]article.WrittenDate{
		"2025-10-31":                         {Style: article.ISODate, Date: october},
		" 2025-10-31 ":                       {Style: article.ISODate, Date: october},
		"2025-10-31T06:31:45+00:00":          {Style: article.ISOTime, Date: october},
		"2025-10-31T06:31:45Z":               {Style: article.ISOTime, Date: october},
		"2025-10-31t06:31:45.123-05:00":      {Style: article.ISOTime, Date: october},
		"2025-10-31 06:31":                   {Style: article.ISOTime, Date: october},
		"2025-10-31 06:31:45 +0700":          {Style: article.ISOTime, Date: october},
		"2025/10/31":                         {Style: article.YearFirst, Date: october},
		"2025.10.31":                         {Style: article.YearFirst, Date: october},
		"2025-1-5":                           {Style: article.YearFirst, Date: article.Date{Year: 2025, Month: 1, Day: 5}},
		"10/31/2025":                         {Style: article.MonthFirst, Date: october},
		"31/10/2025":                         {Style: article.DayFirst, Date: october},
		"31-10-2025":                         {Style: article.DayFirst, Date: october},
		"1.2.2025":                           {Style: article.DayFirst, Date: article.Date{Year: 2025, Month: 2, Day: 1}},
		"3/4/2025":                           {Style: article.AnyFirst, Date: article.Date{Year: 2025, Month: 3, Day: 4}, Other: article.Date{Year: 2025, Month: 4, Day: 3}},
		"10/31/2025 8:30 AM":                 {Style: article.MonthFirst, Date: october},
		"Fri, 31 Oct 2025 08:30:00 GMT":      {Style: article.InternetDate, Date: october},
		"Fri, 31 Oct 2025 08:30:00 +0700":    {Style: article.InternetDate, Date: october},
		"Fri Oct 31 00:00:00 2025 UTC":       {Style: article.InternetDate, Date: october},
		"Fri Oct 31 00:00:00 UTC 2025":       {Style: article.InternetDate, Date: october},
		"Oct 31 2025":                        {Style: article.MonthName, Date: october},
		"October 31, 2025":                   {Style: article.MonthName, Date: october},
		"October 31st, 2025":                 {Style: article.MonthName, Date: october},
		"31 Oktober 2025":                    {Style: article.MonthName, Date: october},
		"31-Oct-2025":                        {Style: article.MonthName, Date: october},
		"Jumat, 31 Oktober 2025":             {Style: article.InternetDate, Date: october},
		"20251031":                           {Style: article.CompactDate, Date: october},
		"2025-02-30":                         {Style: article.ISODate, Impossible: true},
		"2025-13-01":                         {Style: article.ISODate, Impossible: true},
		"2025-10-31T25:00:00Z":               {Style: article.ISOTime, Impossible: true},
		"31/02/2025":                         {Style: article.DayFirst, Impossible: true},
		"31 Februari 2025":                   {Style: article.MonthName, Impossible: true},
		"2023-02-29":                         {Style: article.ISODate, Impossible: true},
		"2024-02-29":                         {Style: article.ISODate, Date: article.Date{Year: 2024, Month: 2, Day: 29}},
		"":                                   {},
		"soon":                               {},
		"2025":                               {},
		"2025-10":                            {},
		"2025-10-31-slug":                    {},
		"May":                                {},
		"12345678":                           {},
		"10/2025":                            {},
		"v1.2.2025-beta":                     {},
		"2025-10-31T":                        {},
		"{{ .Date }}":                        {},
		"2025-10-31 2025-10-31":              {},
		"٣١/١٠/٢٠٢٥":                         {},
		"1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 ": {},
	} {
		if got := article.ReadDate(text); got != want {
			t.Errorf("ReadDate(%q) = %+v, want %+v", text, got, want)
		}
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	eve := article.DateOf(time.Date(2024, time.February, 28, 23, 59, 0, 0, time.UTC))
	if got := eve.AddDays(2); got != (article.Date{Year: 2024, Month: 3, Day: 1}) {
		t.Errorf("two days after %v is %v", eve, got)
	}
	if got := eve.DaysUntil(eve.AddDays(-400)); got != -400 {
		t.Errorf("400 days back are %d days", got)
	}
	if got := eve.String(); got != "2024-02-28" {
		t.Errorf("the date is shown as %s", got)
	}
}

func FuzzReadDate(f *testing.F) {
	for _, text := range []string{"2025-10-31T06:31:45+00:00", "3/4/2025", "Fri, 31 Oct 2025 08:30:00 GMT", "31 Oktober 2025", "20251031", "2025-02-30"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := article.ReadDate(text)
		if (w.Style == article.NotADate || w.Impossible) != w.Date.IsZero() {
			t.Errorf("ReadDate(%q) = %+v", text, w)
		}
	})
}
