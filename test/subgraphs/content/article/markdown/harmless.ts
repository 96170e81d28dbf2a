import { parseFragment } from 'parse5';
import type { Block, Span } from '../../../../../subgraphs/content/article/markdown/blocks.ts';

// What a browser would make of the HTML, and whether all of it is on the list. Written apart from the renderer's own
// list, so that a slip in one shows in the other.

const ATTRIBUTES: Record<string, readonly string[]> = {
  a: ['href', 'rel', 'role', 'aria-label'],
  blockquote: [],
  br: [],
  code: [],
  em: [],
  figcaption: [],
  figure: ['class'],
  h2: ['id'],
  h3: ['id'],
  h4: ['id'],
  img: ['src', 'alt', 'loading'],
  li: [],
  ol: ['start'],
  p: ['class'],
  strong: [],
  sup: ['class'],
  ul: [],
};
const VALUES: Record<string, RegExp> = {
  class: /^(?:quote|picture|call-to-action|therapist-card|citation)$/,
  id: /^section(?:-[a-z0-9]+)*$/,
  rel: /^noopener noreferrer nofollow$/,
  role: /^doc-biblioref$/,
  loading: /^lazy$/,
  start: /^\d+$/,
  'aria-label': /^Reference \d+$/,
};

/** Everything in the HTML that is not known to be harmless, in words; empty is the pass. */
export function harmInHtml(html: string): string[] {
  const faults: string[] = [];
  const queue: unknown[] = [...parseFragment(html).childNodes];
  for (const node of queue) {
    if (!isNode(node)) throw new Error('parse5 gave no node');
    if (node.childNodes) queue.push(...node.childNodes);
    if (node.nodeName === '#text') continue;
    const allowed = Object.hasOwn(ATTRIBUTES, node.nodeName) ? ATTRIBUTES[node.nodeName] : undefined;
    if (!allowed || node.namespaceURI !== 'http://www.w3.org/1999/xhtml') faults.push(`<${node.nodeName}>`);
    for (const { name, value } of node.attrs ?? []) {
      const where = `${node.nodeName} ${name}="${value}"`;
      if (!allowed?.includes(name)) faults.push(where);
      else if (name === 'href' ? !isLink(value) : name === 'src' ? !isImage(value) : false)
        faults.push(where);
      else if (VALUES[name] && !VALUES[name].test(value)) faults.push(where);
    }
  }
  return faults;
}

/** Every address in the blocks that may not be there. */
export function harmInBlocks(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'heading':
        return [...harmInSpans(block.spans), ...(VALUES['id']?.test(block.anchor) ? [] : [block.anchor])];
      case 'paragraph':
        return harmInSpans(block.spans);
      case 'list':
        return block.items.flatMap((item) => harmInSpans(item.spans));
      case 'quote':
        return [
          ...block.paragraphs.flatMap(({ spans }) => harmInSpans(spans)),
          ...harmInSpans(block.attribution ?? []),
        ];
      case 'image':
        return isImage(block.url) && block.alt.trim() !== '' ? [] : [block.url];
      case 'callToAction':
        return isImage(block.href) ? [] : [block.href];
      case 'therapistCard':
        return /^[a-z0-9-]+$/.test(block.slug) ? [] : [block.slug];
      case 'citation':
        return Number.isInteger(block.number) && block.number > 0 ? [] : [String(block.number)];
    }
  });
}

/** Where the HTML leads or loads from. */
export function addressesInHtml(html: string): string[] {
  const addresses: string[] = [];
  const queue: unknown[] = [...parseFragment(html).childNodes];
  for (const node of queue) {
    if (!isNode(node)) throw new Error('parse5 gave no node');
    if (node.childNodes) queue.push(...node.childNodes);
    for (const { name, value } of node.attrs ?? [])
      if (name === 'href' || name === 'src') addresses.push(value);
  }
  return addresses;
}

export function harmInSpans(spans: readonly Span[]): string[] {
  return spans.flatMap(({ href }) => (href === null || isLink(href) ? [] : [href]));
}

function isLink(address: string): boolean {
  return (
    /^(?:mailto:[\w.+-]+@[\w.-]+|tel:\+?[\d-]+|#[\w-]+)$/.test(address) || isOn(address, ['http:', 'https:'])
  );
}

function isImage(address: string): boolean {
  return isOn(address, ['https:']);
}

/** As a browser reads it on a page of ours: our own path, or an absolute address of an allowed scheme. */
function isOn(address: string, schemes: readonly string[]): boolean {
  const url = URL.parse(address, 'https://our.site/articles/one');
  if (!url || url.username !== '' || url.password !== '') return false;
  if (address.startsWith('/')) return url.origin === 'https://our.site';
  return schemes.includes(url.protocol) && address.startsWith(url.protocol);
}

interface HtmlNode {
  nodeName: string;
  namespaceURI?: string;
  attrs?: { name: string; value: string }[];
  childNodes?: unknown[];
}

function isNode(value: unknown): value is HtmlNode {
  return typeof value === 'object' && value !== null && 'nodeName' in value;
}
