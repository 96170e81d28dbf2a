import type { Blockquote, Heading, Paragraph, RootContent } from 'mdast';
import type { Block, HeadingBlock, QuoteBlock, Span } from './blocks.ts';
import { spansToText } from './blocks.ts';
import type { Draft } from './draft.ts';
import { directiveBlock } from './directive-blocks.ts';
import { imageBlock, onlyImage } from './image-block.ts';
import { listBlock } from './list-block.ts';
import { toSpans } from './spans.ts';

const UNSUPPORTED: Record<string, string> = {
  code: 'Code blocks are not supported.',
  footnoteDefinition: 'Footnotes are not supported; cite a reference with [@key].',
  table: 'Tables are not supported; a list reads better on a phone.',
  thematicBreak: 'Dividing lines are not supported; use a heading.',
};

/** The blocks of a document, in order; what is no block of an article is a problem and left out. */
export function buildBlocks(nodes: readonly RootContent[], draft: Draft): Block[] {
  let level = 1;
  return nodes.flatMap((node): Block[] => {
    switch (node.type) {
      case 'heading': {
        const heading = headingBlock(node, level, draft);
        level = heading?.level ?? level;
        return heading ? [heading] : [];
      }
      case 'paragraph':
        return paragraphBlocks(node, draft);
      case 'list':
        return listBlock(node, draft);
      case 'blockquote':
        return quoteBlock(node, draft);
      case 'leafDirective':
        return directiveBlock(node, draft);
      case 'containerDirective':
        draft.problem('UNKNOWN_DIRECTIVE', node, `":::${node.name}" is not known.`);
        return [];
      case 'html':
        draft.problem('RAW_HTML', node, 'HTML is not allowed in Markdown; it is left out.');
        return [];
      case 'definition':
        return [];
      default:
        draft.problem(
          'UNSUPPORTED_MARKDOWN',
          node,
          UNSUPPORTED[node.type] ?? `"${node.type}" is not supported.`,
        );
        return [];
    }
  });
}

function paragraphBlocks(node: Paragraph, draft: Draft): Block[] {
  const image = onlyImage(node);
  if (image) return imageBlock(image, draft);
  const spans = toSpans(node.children, draft);
  return spans.length > 0 ? [{ type: 'paragraph', spans }] : [];
}

function headingBlock(node: Heading, previous: number, draft: Draft): HeadingBlock | null {
  const spans = toSpans(node.children, draft);
  if (node.depth === 1) {
    draft.problem(
      'HEADING_LEVEL_ONE',
      node,
      'The title is the only heading of level 1; sections start at "##".',
    );
  } else if (node.depth > 4) {
    draft.problem('HEADING_TOO_DEEP', node, `A heading of level ${node.depth}; four levels are enough.`);
  } else if (node.depth > previous + 1) {
    draft.problem(
      'HEADING_LEVEL_SKIPPED',
      node,
      `A heading of level ${node.depth} follows one of level ${previous}.`,
    );
  }
  const text = headingText(spans);
  if (text === '') {
    draft.problem('HEADING_EMPTY', node, 'A heading needs words.');
    return null;
  }
  const level = node.depth <= 2 ? 2 : node.depth === 3 ? 3 : 4;
  return { type: 'heading', level, anchor: anchorFor(text, draft.anchors), spans };
}

/** The words of a heading for the table of contents and its anchor: without citation marks. */
export function headingText(spans: readonly Span[]): string {
  return spansToText(spans.filter((span) => span.citation === null))
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The prefix keeps a heading named "Location" or "reference-1" from taking an id that the page's scripts, or the list of
 * references, go by.
 */
function anchorFor(text: string, taken: Set<string>): string {
  const words = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  const base = words === '' ? 'section' : `section-${words}`;
  let anchor = base;
  for (let n = 2; taken.has(anchor); n++) anchor = `${base}-${n}`;
  taken.add(anchor);
  return anchor;
}

/** A last paragraph that begins with a dash names who said it. */
function quoteBlock(node: Blockquote, draft: Draft): QuoteBlock[] {
  const paragraphs: { spans: Span[] }[] = [];
  for (const child of node.children) {
    if (child.type !== 'paragraph') {
      draft.problem('UNSUPPORTED_MARKDOWN', child, 'A quote holds paragraphs only.');
      continue;
    }
    const spans = toSpans(child.children, draft);
    if (spans.length > 0) paragraphs.push({ spans });
  }
  const attribution = paragraphs.length > 1 ? attributionOf(paragraphs.at(-1)?.spans ?? []) : null;
  if (attribution) paragraphs.pop();
  return paragraphs.length > 0 ? [{ type: 'quote', paragraphs, attribution }] : [];
}

function attributionOf(spans: readonly Span[]): Span[] | null {
  const [first, ...rest] = spans;
  const words = first ? /^(?:—|–|--)\s*(\S[^]*)$/.exec(first.text)?.[1] : undefined;
  return first && words ? [{ ...first, text: words }, ...rest] : null;
}
