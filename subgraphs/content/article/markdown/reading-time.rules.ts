import type { Block } from './blocks.ts';
import { spansToText } from './blocks.ts';

/**
 * Adults read English non-fiction silently at 238 words a minute on average (Brysbaert 2019, "How many words do we read per
 * minute?", Journal of Memory and Language 109, doi 10.1016/j.jml.2019.104047). Rounded down to 220 by convention: people
 * who come here are often tired or worried, and an estimate that is too short is the worse mistake.
 */
export const WORDS_PER_MINUTE = 220;

/** Whole minutes to read so many words, rounded up, at least 1. */
export function readingMinutes(words: number): number {
  return Math.max(1, Math.ceil(words / WORDS_PER_MINUTE));
}

/** Words a reader meets in the blocks: captions and labels count, citation marks do not. */
export function countWords(blocks: readonly Block[]): number {
  return blocks.flatMap(textsOf).reduce((sum, text) => sum + wordsIn(text), 0);
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function textsOf(block: Block): string[] {
  switch (block.type) {
    case 'heading':
    case 'paragraph':
      return [withoutCitations(block.spans)];
    case 'list':
      return block.items.map((item) => withoutCitations(item.spans));
    case 'quote':
      return [
        ...block.paragraphs.map((part) => withoutCitations(part.spans)),
        withoutCitations(block.attribution ?? []),
      ];
    case 'image':
      return [block.caption ?? ''];
    case 'callToAction':
      return [block.label];
    case 'therapistCard':
    case 'citation':
      return [];
  }
}

function withoutCitations(spans: Parameters<typeof spansToText>[0]): string {
  return spansToText(spans.filter((span) => span.citation === null));
}
