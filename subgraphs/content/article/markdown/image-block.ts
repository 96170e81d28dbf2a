import type { Image, ImageReference, Paragraph } from 'mdast';
import type { ImageBlock } from './blocks.ts';
import type { Draft } from './draft.ts';
import { imageTarget } from './links.rules.ts';
import { cleanText } from './spans.ts';

/** The image a paragraph consists of, or null when it holds anything else. */
export function onlyImage(paragraph: Paragraph): Image | ImageReference | null {
  const [node, ...rest] = paragraph.children;
  return rest.length === 0 && (node?.type === 'image' || node?.type === 'imageReference') ? node : null;
}

/** `![what it shows](/path "caption")` as a block. */
export function imageBlock(node: Image | ImageReference, draft: Draft): ImageBlock[] {
  const target = node.type === 'image' ? node : draft.definitions.get(node.identifier);
  const url = imageTarget(target?.url ?? '');
  const alt = oneLine(node.alt ?? '');
  if (alt === '') {
    draft.problem('IMAGE_WITHOUT_ALT', node, 'An image needs a description in its square brackets.');
  }
  if (url === null) {
    draft.problem(
      'IMAGE_URL_NOT_ALLOWED',
      node,
      'An image comes from an https address or a /path of the site.',
    );
  }
  if (alt === '' || url === null) return [];
  return [{ type: 'image', url, alt, caption: oneLine(target?.title ?? '') || null }];
}

function oneLine(text: string): string {
  return cleanText(text.replace(/\s+/g, ' ')).trim();
}
