import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

const pipeline = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype)
  .use(rehypeSanitize)
  .use(rehypeStringify)
  .freeze();

/** Short Markdown by people to HTML that is safe to put in a page: raw HTML, scripts and odd addresses are dropped. */
export function renderMarkdown(markdown: string): string {
  return String(pipeline.processSync(markdown));
}
