import type { PhrasingContent } from 'mdast';
import type { Block, Reference, Span, TableOfContentsEntry } from './blocks.ts';
import { spansToText } from './blocks.ts';
import { buildBlocks, headingText } from './build-blocks.ts';
import { Draft } from './draft.ts';
import { blocksToHtml, spansToHtml } from './html.ts';
import { definitionsOf, parseMarkdown } from './parse.ts';
import type { MarkdownProblem } from './problems.ts';
import { countWords, readingMinutes } from './reading-time.rules.ts';
import { toSpans } from './spans.ts';

/** A reference that the text cites, with the number it carries: its place in the article's list, from 1. */
export interface CitationUsed {
  key: string;
  number: number;
}

export interface RenderedMarkdown {
  blocks: Block[];
  html: string;
  tableOfContents: TableOfContentsEntry[];
  words: number;
  readingMinutes: number;
  /** Each reference cited, once, in order of first appearance. */
  citationsUsed: CitationUsed[];
  /** All that is wrong, by line. What is wrong is left out of `blocks` and `html`, which are safe whatever this says. */
  problems: MarkdownProblem[];
}

export interface RenderOptions {
  /** The article's references in the order they are listed, which is what numbers them. */
  references?: readonly Reference[];
  /** Put before the site-relative addresses of images ("https://api.example"), for clients that live elsewhere. */
  imageBaseUrl?: string | null;
}

/**
 * An article's Markdown as blocks, sanitised HTML, contents and reading time.
 *
 * Pure, and never throws for any text. References are numbered by their place in the list, not by first appearance, so
 * that moving a paragraph renumbers nothing that another page or a printed copy already quotes.
 */
export function renderMarkdown(source: string, options: RenderOptions = {}): RenderedMarkdown {
  const references = options.references ?? [];
  const { root, problems } = parseMarkdown(source);
  const draft = new Draft(source, references, definitionsOf(root));
  draft.problems.push(...problems);
  const blocks = withImageBase(buildBlocks(root.children, draft), options.imageBaseUrl ?? null);
  draft.checkAnchorLinks();
  if (blocks.length === 0 && draft.problems.length === 0) draft.problem('EMPTY_TEXT', 1, 'There is no text.');
  const words = countWords(blocks);
  return {
    blocks,
    html: blocksToHtml(blocks, references),
    tableOfContents: tableOfContents(blocks),
    words,
    readingMinutes: readingMinutes(words),
    citationsUsed: citationsUsed(draft),
    problems: inOrder(draft.problems),
  };
}

export interface RenderedInline {
  spans: Span[];
  /** The words alone, citation marks included: "People stay longer when the fit is good.[2]". */
  text: string;
  html: string;
  citationsUsed: CitationUsed[];
  problems: MarkdownProblem[];
}

/** One line of Markdown (a nutshell point, a caption): emphasis, links and citations, no blocks. Never throws. */
export function parseInline(source: string, references: readonly Reference[] = []): RenderedInline {
  const { root, problems } = parseMarkdown(source);
  const draft = new Draft(source, references, definitionsOf(root));
  draft.problems.push(...problems);
  const [first, ...rest] = root.children;
  let nodes: PhrasingContent[] = [];
  if (first?.type === 'paragraph' && rest.length === 0) nodes = first.children;
  else if (problems.length > 0) nodes = [];
  else if (!first) draft.problem('EMPTY_TEXT', 1, 'There is no text.');
  else
    draft.problem(
      'UNSUPPORTED_MARKDOWN',
      first,
      'This is one line of text: no headings, lists or other blocks.',
    );
  const spans = toSpans(nodes, draft);
  draft.checkAnchorLinks();
  return {
    spans,
    text: spansToText(spans),
    html: spansToHtml(spans),
    citationsUsed: citationsUsed(draft),
    problems: inOrder(draft.problems),
  };
}

function tableOfContents(blocks: readonly Block[]): TableOfContentsEntry[] {
  return blocks.flatMap((block) =>
    block.type === 'heading'
      ? [{ level: block.level, anchor: block.anchor, text: headingText(block.spans) }]
      : [],
  );
}

function withImageBase(blocks: Block[], base: string | null): Block[] {
  if (base === null) return blocks;
  return blocks.map((block) =>
    block.type === 'image' && block.url.startsWith('/')
      ? { ...block, url: new URL(block.url, base).href }
      : block,
  );
}

function citationsUsed(draft: Draft): CitationUsed[] {
  return [...draft.cited].map((key) => ({
    key,
    number: draft.references.findIndex((reference) => reference.key === key) + 1,
  }));
}

function inOrder(problems: readonly MarkdownProblem[]): MarkdownProblem[] {
  return problems.toSorted((a, b) => a.line - b.line);
}
