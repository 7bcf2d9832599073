// What the libraries of Docusaurus, VitePress, Astro and GitHub make of the headings in headings.md.
import fs from 'node:fs';
import {createRequire} from 'node:module';
import GithubSlugger from 'github-slugger';
import {unified} from 'unified';
import remarkParse from 'remark-parse';
import remarkGfm from 'remark-gfm';
import {visit} from 'unist-util-visit';
import {toString} from 'mdast-util-to-string';
import {createMarkdownRenderer} from 'vitepress';
import {createMarkdownProcessor} from '@astrojs/markdown-remark';

const require = createRequire(import.meta.url);
const here = process.argv[2];
const source = fs.readFileSync(here + '/headings.md', 'utf8');
const version = (name) => name + ' ' + JSON.parse(fs.readFileSync(`node_modules/${name}/package.json`, 'utf8')).version;
const write = (name, made_by, ids) => fs.writeFileSync(`${here}/${name}.json`, JSON.stringify({made_by, ids}, null, 2) + '\n');
const decode = (s) => s.replace(/&quot;/g, '"').replace(/&#x27;|&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const idsIn = (html) => [...html.matchAll(/<h[1-6](?: id="([^"]*)")?/g)].map((m) => decode(m[1] ?? ''));

const tree = unified().use(remarkParse).use(remarkGfm).parse(source);

// GitHub: its own rendering is not public; github-slugger follows it.
const slugger = new GithubSlugger();
const github = [];
visit(tree, 'heading', (node) => { github.push(slugger.slug(toString(node, {includeImageAlt: false, includeHtml: false}))); });
write('github', version('github-slugger'), github);

// Docusaurus: the plugin of its loader.
const headings = require('@docusaurus/mdx-loader/lib/remark/headings').default;
const docusaurus = structuredClone(tree);
await headings({anchorsMaintainCase: false})(docusaurus, {}, () => {});
const ids = [];
visit(docusaurus, 'heading', (node) => { ids.push(node.data?.id ?? ''); });
write('docusaurus', version('@docusaurus/mdx-loader'), ids);

const vitepress = await createMarkdownRenderer('.', {}, '/');
write('vitepress', version('vitepress'), idsIn(await (vitepress.renderAsync ?? vitepress.render).call(vitepress, source)));

const astro = await createMarkdownProcessor({});
write('astro', version('@astrojs/markdown-remark'), idsIn((await astro.render(source)).code));
