package frontmatter

import "strings"

// commonKeys are keys that most generators, or their usual themes, read.
const commonKeys = "title date description tags categories category draft author authors layout slug weight keywords image images " +
	"summary lastmod updated permalink aliases redirect_from redirect_to sitemap toc comments lang language icon order id url type"

// generatorKeys are the keys that each generator reads by itself, from its documentation.
var generatorKeys = map[string]string{
	"hugo": "build cascade expiryDate headless isCJKLanguage linkTitle markup menu menus modified outputs params pubDate " +
		"publishDate published resources series translationKey unpublishDate videos audio locale",
	"docusaurus": "title_meta hide_title hide_table_of_contents toc_min_heading_level toc_max_heading_level pagination_label " +
		"pagination_next pagination_prev sidebar_label sidebar_position sidebar_class_name sidebar_key sidebar_custom_props " +
		"displayed_sidebar parse_number_prefixes custom_edit_url last_update unlisted author_url author_image_url author_title",
	"jekyll":    "published excerpt excerpt_separator last_modified_at nav_order nav_exclude parent grand_parent has_children render_with_liquid",
	"mkdocs":    "status subtitle template hide search readtime links pin robots",
	"vitepress": "titleTemplate head hero features navbar sidebar aside outline lastUpdated editLink footer pageClass isHome prev next",
	"astro":     "pubDate updatedDate heroImage",
	"starlight": "editUrl head tableOfContents template hero banner lastUpdated prev next pagefind sidebar",
}

// knownKeys are the keys that are right whoever uses them.
func knownKeys(generator string) map[string]bool {
	known := map[string]bool{}
	for name := range strings.FieldsSeq(commonKeys + " " + generatorKeys[generator]) {
		known[name] = true
	}
	return known
}
