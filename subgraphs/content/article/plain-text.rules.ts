import type { Block, Span } from './markdown/blocks.ts';

/** The words of an article's blocks, for search: no markup, addresses or citation marks. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.flatMap(textsOf).join('\n');
}

/** The words of a line without its citation marks, and without the space that stood before one. */
export function plainLine(spans: readonly Span[]): string {
  return spans
    .filter(({ citation }) => citation === null)
    .map(({ text }) => text)
    .join('')
    .replace(/\s+([.,;:!?])/g, '$1')
    .trim();
}

function textsOf(block: Block): string[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return [plainLine(block.spans)];
    case 'list':
      return block.items.map(({ spans }) => plainLine(spans));
    case 'quote':
      return [...block.paragraphs.map(({ spans }) => plainLine(spans)), plainLine(block.attribution ?? [])];
    case 'image':
      return [block.alt, block.caption ?? ''];
    case 'callToAction':
      return [block.label];
    case 'therapistCard':
    case 'citation':
      return [];
  }
}
