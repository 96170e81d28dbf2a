/**
 * An article's body as data: a closed set of blocks that a mobile app can draw without reading HTML. The website's HTML
 * is printed from these same blocks, so what the two show cannot differ.
 */
export type Block =
  | HeadingBlock
  | ParagraphBlock
  | ListBlock
  | QuoteBlock
  | ImageBlock
  | CallToActionBlock
  | TherapistCardBlock
  | CitationBlock;

export type Mark = 'STRONG' | 'EM' | 'CODE';

/**
 * A run of text with one look. Flat on purpose: a client that ignores `marks`, `href` and `citation` still shows the whole
 * text, citation marks ("[1]") included. A hard line break is "\n" inside `text`.
 */
export interface Span {
  text: string;
  marks: readonly Mark[];
  /** Where the text leads, already checked (see links.rules.ts); for a citation `#reference-N`. Null: no link. */
  href: string | null;
  /** The number of the reference this span cites; null for ordinary text. */
  citation: number | null;
}

/** `level` starts at 2: the page's one level-1 heading is the article's title. `anchor` is the element's id in the HTML. */
export interface HeadingBlock {
  type: 'heading';
  level: 2 | 3 | 4;
  anchor: string;
  spans: Span[];
}

export interface ParagraphBlock {
  type: 'paragraph';
  spans: Span[];
}

/** `start` is the first number of an ordered list, null for bullets. Nested lists are flat: each item carries its depth. */
export interface ListBlock {
  type: 'list';
  ordered: boolean;
  start: number | null;
  items: ListItem[];
}

/** `depth` is 0 for the list's own items, 1 for a list inside an item, 2 at most. `ordered` is of the item's own list. */
export interface ListItem {
  depth: number;
  ordered: boolean;
  spans: Span[];
}

/** `attribution` is who said it, without the dash; null when the quote names nobody. */
export interface QuoteBlock {
  type: 'quote';
  paragraphs: { spans: Span[] }[];
  attribution: Span[] | null;
}

export interface ImageBlock {
  type: 'image';
  url: string;
  alt: string;
  caption: string | null;
}

/** `href` is a path of the site ("/therapists") or an https address; `external` tells which. */
export interface CallToActionBlock {
  type: 'callToAction';
  label: string;
  href: string;
  external: boolean;
}

export interface TherapistCardBlock {
  type: 'therapistCard';
  slug: string;
}

/** One of the article's references shown in full where it stands, by its number and key. */
export interface CitationBlock {
  type: 'citation';
  number: number;
  key: string;
}

/** A work the text may cite. `key` is the author's handle for it in the text: `[@cuijpers2019]`. */
export interface Reference {
  key: string;
  citation: string;
  doi: string | null;
  url: string | null;
}

/** One line of the table of contents, in reading order; nest by `level`. */
export interface TableOfContentsEntry {
  level: 2 | 3 | 4;
  anchor: string;
  text: string;
}

/** The words of a run of spans, citation marks included. */
export function spansToText(spans: readonly Span[]): string {
  return spans.map((span) => span.text).join('');
}
