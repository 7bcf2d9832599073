#!/bin/bash
# Writes the vectors beside it: what site generators' own libraries make of the headings in headings.md.
# Run by hand; it installs the libraries in a temporary folder, and needs Node.js, npm, Ruby with the gems
# kramdown and kramdown-parser-gfm, Python with the package markdown, and Hugo as the first argument.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
hugo=${1:?the path of hugo}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >/dev/null
npm install --silent @docusaurus/mdx-loader @docusaurus/utils vitepress @astrojs/markdown-remark github-slugger \
  unified remark-parse remark-gfm mdast-util-to-string unist-util-visit
cp "$here/vectors.mjs" .
node vectors.mjs "$here"

ruby - "$here" <<'RUBY'
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'
here = ARGV[0]
source = File.read("#{here}/headings.md")
versions = "kramdown #{Kramdown::VERSION}, kramdown-parser-gfm #{Gem.loaded_specs['kramdown-parser-gfm']&.version || '1.1.0'}"
{ 'kramdown' => 'kramdown', 'kramdown-gfm' => 'GFM' }.each do |name, input|
  ids = []
  walk = ->(el) { ids << el.attr['id'] if el.type == :header; el.children.each(&walk) }
  doc = Kramdown::Document.new(source, input: input, auto_ids: true, hard_wrap: false)
  html = doc.to_html
  ids = html.scan(/<h[1-6](?: id="([^"]*)")?/).map { |m| m[0] || '' }
  File.write("#{here}/#{name}.json", JSON.pretty_generate('made_by' => versions, 'ids' => ids) + "\n")
end
RUBY

"${PYTHON:-python3}" - "$here" <<'PYTHON'
import json, re, sys, html, markdown
here = sys.argv[1]
source = open(here + '/headings.md', encoding='utf-8').read()
out = markdown.markdown(source, extensions=['toc', 'tables', 'fenced_code', 'footnotes', 'attr_list'])
ids = [html.unescape(m) for m in re.findall(r'<h[1-6] id="([^"]*)"', out)]
json.dump({'made_by': 'Python-Markdown ' + markdown.__version__, 'ids': ids}, open(here + '/python-markdown.json', 'w', encoding='utf-8'), ensure_ascii=False, indent=2)
PYTHON

for type in github github-ascii blackfriday; do
  mkdir -p "site-$type/content" "site-$type/layouts"
  (printf -- '---\ntitle: Judul\n---\n\n'; cat "$here/headings.md") >"site-$type/content/_index.md"
  echo '{{ .Content }}' >"site-$type/layouts/all.html"
  printf '[markup.goldmark.parser]\nautoHeadingIDType = "%s"\n' "$type" >"site-$type/hugo.toml"
  "$hugo" --quiet --source "site-$type"
  node -e '
    const fs = require("fs"), [file, out, version] = process.argv.slice(1);
    const html = fs.readFileSync(file, "utf8");
    const decode = s => s.replace(/&amp;/g, "&").replace(/&#43;/g, "+");
    const ids = [...html.matchAll(/<h[1-6](?: id="?([^">\s]*)"?)?/g)].map(m => decode(m[1] ?? ""));
    fs.writeFileSync(out, JSON.stringify({made_by: version, ids}, null, 2) + "\n");
  ' "site-$type/public/index.html" "$here/hugo-$type.json" "$("$hugo" version | cut -d' ' -f1,2 | cut -d- -f1)"
done
