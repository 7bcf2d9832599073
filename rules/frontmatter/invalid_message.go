package frontmatter

import "github.com/kblint/kblint/internal/article"

// problemMessage says in plain words what is wrong and how to mend it.
func problemMessage(notation article.Format, problem *article.Problem) (format string, args []any) {
	switch problem.Kind {
	case article.ProblemUnclosed, article.ProblemFenceTypo, article.ProblemBlankBefore, article.ProblemTextBefore:
		return fenceMessage(problem)
	case article.ProblemNotMap, article.ProblemManyDocuments,
		article.ProblemTooLarge, article.ProblemTooDeep, article.ProblemTooManyAliases:
		return blockMessage(problem)
	case article.ProblemNoSpace, article.ProblemNoSeparator, article.ProblemNoValue,
		article.ProblemTabIndent, article.ProblemBadIndent, article.ProblemMisplacedItem:
		return lineMessage(notation, problem)
	case article.ProblemUnclosedBracket:
		return "the \"%s\" is never closed; put the closing bracket behind the last entry", []any{problem.Detail}
	case article.ProblemNoComma:
		return "a comma is missing between this entry and the one before it; add it", nil
	case article.ProblemExtraComma:
		return "this comma is one too many; remove it", nil
	default:
		return valueMessage(notation, problem)
	}
}

// fenceMessage is about the lines that front matter stands between.
func fenceMessage(problem *article.Problem) (format string, args []any) {
	detail := []any{problem.Detail}
	switch problem.Kind {
	case article.ProblemFenceTypo:
		return "this line is not exactly \"%s\", so site generators show the front matter as text; correct it", detail
	case article.ProblemBlankBefore:
		return "blank lines stand before the front matter, and some site generators then show it as text; delete them", nil
	case article.ProblemTextBefore:
		return "text stands before the front matter, so site generators show it as text, too; move this below the line \"%s\" that ends it", detail
	default:
		return "the front matter is never closed; put a line \"%s\" where it ends", detail
	}
}

// blockMessage is about the block as a whole.
func blockMessage(problem *article.Problem) (format string, args []any) {
	switch problem.Kind {
	case article.ProblemNotMap:
		if problem.Detail == article.List.String() {
			return "the front matter is a mere list; give it keys with values, such as a title", nil
		}
		return "the front matter is a mere text; give it keys with values, such as a title", nil
	case article.ProblemManyDocuments:
		return "this line begins a second block of data, of which nothing is read; remove the line", nil
	case article.ProblemTooLarge:
		return "the front matter has more than 64 KB and was not read; move long texts into the article", nil
	case article.ProblemTooDeep:
		return "lists and maps are nested more than 32 levels deep here; flatten them", nil
	default:
		return "the reference \"*%s\" multiplies the values to more than 10,000 and was not followed; write out what is needed", []any{problem.Detail}
	}
}

// lineMessage is about a line that does not have the form of "key: value".
func lineMessage(notation article.Format, problem *article.Problem) (format string, args []any) {
	switch problem.Kind {
	case article.ProblemNoSpace:
		return "there is no space after the colon of \"%s\", so YAML does not take it for a key; put a space there", []any{problem.Detail}
	case article.ProblemNoSeparator:
		return separatorMessage(notation)
	case article.ProblemNoValue:
		return "a value is missing here; write it, or remove the key", nil
	case article.ProblemTabIndent:
		return "there is a tab here, and YAML wants lines indented by spaces; replace the tab by spaces", nil
	case article.ProblemBadIndent:
		return "this line is indented like none of those above; line it up with the lines that it belongs to", nil
	default:
		return "a list item cannot stand here; put each \"- \" on a line of its own, below a key without another value", nil
	}
}

func separatorMessage(notation article.Format) (format string, args []any) {
	switch notation {
	case article.TOML:
		return "TOML wants \"=\" between a key and its value; write \"key = value\"", nil
	case article.JSON:
		return "JSON wants \":\" between a key and its value; add it", nil
	default:
		return "this line has no colon, so it is neither a key nor part of the value above; write \"key: value\", or indent it if it goes on with the line above", nil
	}
}

// valueMessage is about a value, or about a character that cannot be.
func valueMessage(notation article.Format, problem *article.Problem) (format string, args []any) {
	detail := []any{problem.Detail}
	switch problem.Kind {
	case article.ProblemUnquotedColon:
		return "the value of \"%s\" has a colon, which YAML takes for a new key; put the value in quotes", detail
	case article.ProblemUnclosedQuote:
		return "the quotation mark %s has no partner; put another one at the end of the text", detail
	case article.ProblemTrailingText:
		return trailingMessage(problem)
	case article.ProblemUnquoted:
		return "%s wants texts in double quotes (only numbers, true and false go without); put this one in quotes", []any{notation.String()}
	case article.ProblemReservedChar:
		return "nothing can begin with \"%s\" here, because YAML keeps that for itself; put the value in quotes", detail
	case article.ProblemUnknownAlias:
		return "YAML takes \"*%s\" for a reference to another value, and there is none of that name; put the value in quotes", detail
	case article.ProblemBadEscape:
		return "\"%s\" means nothing in a text in double quotes; write the backslash twice", detail
	case article.ProblemControlChar:
		return "there is an invisible character here (%s) that front matter must not hold; delete it", detail
	default:
		return "the front matter cannot be read here (%s); compare this line with an article that works", detail
	}
}

// trailingMessage is about text behind the end of a value.
func trailingMessage(problem *article.Problem) (format string, args []any) {
	switch problem.Detail {
	case "|", ">":
		return "the text after \"%s\" must begin on the next line; move it there and indent it", []any{problem.Detail}
	case "\"", "'":
		return "the quotation mark %s before this ends the value too early; put the whole value in the other kind of quotes", []any{problem.Detail}
	default:
		return "nothing may follow the \"%s\" that ends the value; remove this, or put the whole value in quotes", []any{problem.Detail}
	}
}
