import type { PhrasingContent, Text } from 'mdast';
import type { Mark, Span } from './blocks.ts';
import { type Draft, lineOf } from './draft.ts';
import { linkTarget } from './links.rules.ts';
import { nestedTooDeeply } from './parse.ts';

interface Look {
  marks: readonly Mark[];
  href: string | null;
  depth: number;
}

const MAX_DEPTH = 30;
const PLAIN: Look = { marks: [], href: null, depth: 0 };

/** `[@key]`, or `[@one; @two]`; what merely looks like it is a problem rather than print as it stands. */
const CITATION = /\[@([^[\]\n]*)\]/g;
const KEY = /^@?([a-z][a-z0-9-]*)$/;

/** An article has no more references. */
const MAX_KEYS = 50;

/** Characters nobody sees: controls, and the marks that reverse the reading order to disguise what is written. */
// oxlint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Inline Markdown as spans, with its citations resolved and its links checked. */
export function toSpans(nodes: readonly PhrasingContent[], draft: Draft): Span[] {
  const spans = joined(nodes.flatMap((node) => spansOf(node, PLAIN, draft)));
  // The edges of a block are not part of what it says.
  const first = spans[0];
  const last = spans.at(-1);
  if (first) first.text = first.text.trimStart();
  if (last) last.text = last.text.trimEnd();
  return spans.filter((span) => span.text !== '');
}

/** Text that came from Markdown, fit to be shown and stored: well-formed and without invisible controls. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(INVISIBLE, '');
}

function spansOf(node: PhrasingContent, look: Look, draft: Draft): Span[] {
  if (look.depth > MAX_DEPTH) {
    draft.problems.push(nestedTooDeeply(lineOf(node)));
    return [];
  }
  switch (node.type) {
    case 'text':
      return textSpans(node, look, draft);
    case 'break':
      return [span('\n', look)];
    case 'inlineCode':
      return [span(cleanText(node.value), marked(look, 'CODE'))];
    case 'emphasis':
      return within(node.children, marked(look, 'EM'), draft);
    case 'strong':
      return within(node.children, marked(look, 'STRONG'), draft);
    case 'link':
      return linkSpans(node, node.url, look, draft);
    case 'linkReference':
      return linkSpans(node, draft.definitions.get(node.identifier)?.url ?? '', look, draft);
    case 'image':
    case 'imageReference':
      draft.problem('IMAGE_NOT_ALONE', node, 'An image stands in a paragraph of its own.');
      return [];
    case 'html':
      draft.problem('RAW_HTML', node, 'HTML is not allowed in Markdown; it is left out.');
      return [];
    case 'textDirective':
      // "at 9:30" or "Note:this" parse as directives; an author who means one gives it a label or attributes.
      if (node.children.length > 0 || Object.keys(node.attributes ?? {}).length > 0) {
        draft.problem('UNKNOWN_DIRECTIVE', node, `":${node.name}" is not something a sentence can hold.`);
      }
      return [span(cleanText(draft.sourceOf(node)), look)];
    case 'delete':
      draft.problem('UNSUPPORTED_MARKDOWN', node, 'Struck-out text is not supported.');
      return within(node.children, look, draft);
    case 'footnoteReference':
      draft.problem(
        'UNSUPPORTED_MARKDOWN',
        node,
        'Footnotes are not supported; cite a reference with [@key].',
      );
      return [];
  }
}

function within(nodes: readonly PhrasingContent[], look: Look, draft: Draft): Span[] {
  return nodes.flatMap((node) => spansOf(node, { ...look, depth: look.depth + 1 }, draft));
}

function linkSpans(
  node: PhrasingContent & { children: PhrasingContent[] },
  url: string,
  look: Look,
  draft: Draft,
) {
  const href = linkTarget(url);
  if (href === null) {
    draft.problem(
      'LINK_NOT_ALLOWED',
      node,
      'A link leads to http(s), mailto:, tel:, /a/path of the site or #an-anchor.',
    );
  } else if (href.startsWith('#')) {
    draft.linksToAnchor(href.slice(1), lineOf(node));
  }
  const spans = within(node.children, { ...look, href }, draft);
  if (spans.every(({ text }) => text.trim() === '')) {
    draft.problem('LINK_EMPTY', node, 'A link needs words to press.');
    return [];
  }
  return spans;
}

function textSpans(node: Text, look: Look, draft: Draft): Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const match of node.value.matchAll(CITATION)) {
    spans.push(span(flowing(node.value.slice(from, match.index)), look));
    const line = lineOf(node) + (node.value.slice(0, match.index).match(/\n/g)?.length ?? 0);
    spans.push(...citationSpans(match[0], match[1] ?? '', line, look, draft));
    from = match.index + match[0].length;
  }
  spans.push(span(flowing(node.value.slice(from)), look));
  return spans;
}

function citationSpans(whole: string, keys: string, line: number, look: Look, draft: Draft): Span[] {
  const parts = keys.split(';');
  if (parts.length > MAX_KEYS) {
    draft.problem('UNKNOWN_CITATION', line, `A citation names at most ${MAX_KEYS} references.`);
    return [span(cleanText(whole), look)];
  }
  return parts.flatMap((part) => {
    const key = KEY.exec(part.trim())?.[1];
    const number = draft.cite(key ?? part.trim(), line);
    if (number === null) return [span(cleanText(whole), look)];
    return [{ text: `[${number}]`, marks: [], href: `#reference-${number}`, citation: number }];
  });
}

/** A line break in the source is a space on the page. */
function flowing(text: string): string {
  return cleanText(text.replace(/[ \t]*\r?\n[ \t]*/g, ' '));
}

function span(text: string, look: Look): Span {
  return { text, marks: look.marks, href: look.href, citation: null };
}

function marked(look: Look, mark: Mark): Look {
  return look.marks.includes(mark) ? look : { ...look, marks: [...look.marks, mark] };
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const next of spans) {
    const last = result.at(-1);
    if (last && sameLook(last, next)) last.text += next.text;
    else if (next.text !== '') result.push({ ...next });
  }
  return result;
}

function sameLook(a: Span, b: Span): boolean {
  return (
    a.citation === null &&
    b.citation === null &&
    a.href === b.href &&
    a.marks.length === b.marks.length &&
    a.marks.every((mark) => b.marks.includes(mark))
  );
}
