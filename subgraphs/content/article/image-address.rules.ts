import type { Block } from './markdown/blocks.ts';

/**
 * The platform's own pictures are stored by their path on the site, so that a database can move to another address; what
 * leaves the house is absolute, so that an app can load it. `publicUrl` has no trailing slash.
 */
export function absoluteUrl(url: string, publicUrl: string): string {
  return url.startsWith('/') ? `${publicUrl}${url}` : url;
}

/** The stored HTML is printed by us alone: an image's address always comes first, and text never holds a bare `<`. */
export function withAbsoluteImages(html: string, publicUrl: string): string {
  return html.replaceAll('<img src="/', `<img src="${publicUrl}/`);
}

export function withAbsoluteImageBlocks(blocks: readonly Block[], publicUrl: string): Block[] {
  return blocks.map((block) =>
    block.type === 'image' ? { ...block, url: absoluteUrl(block.url, publicUrl) } : block,
  );
}
