package article

// ParseFrontMatter lets the tests read front matter without the rest of an article.
func ParseFrontMatter(src []byte) (fm *FrontMatter, body int) {
	return new(Memory).parseFrontMatter(src)
}
