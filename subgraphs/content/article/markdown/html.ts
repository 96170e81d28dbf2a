import type { Element, ElementContent, Root } from 'hast';
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';
import type { Block, Mark, Reference, Span } from './blocks.ts';
import { listElement } from './html-list.ts';
import { isExternal } from './links.rules.ts';

/**
 * All that may leave here. The blocks hold nothing else to begin with; this is the second lock, for the day somebody adds a
 * block and forgets why the first one is shut.
 */
const ALLOWED: Schema = {
  tagNames: [
    'a',
    'blockquote',
    'br',
    'code',
    'em',
    'figcaption',
    'figure',
    'h2',
    'h3',
    'h4',
    'img',
    'li',
    'ol',
    'p',
  ].concat(['strong', 'sup', 'ul']),
  attributes: {
    a: [
      'href',
      ['rel', 'noopener', 'noreferrer', 'nofollow'],
      ['role', 'doc-biblioref'],
      ['ariaLabel', /^Reference \d+$/],
    ],
    figure: [['className', 'quote', 'picture']],
    h2: [['id', /^section(?:-[a-z0-9]+)*$/]],
    h3: [['id', /^section(?:-[a-z0-9]+)*$/]],
    h4: [['id', /^section(?:-[a-z0-9]+)*$/]],
    img: ['src', 'alt', ['loading', 'lazy']],
    ol: ['start'],
    p: [['className', 'call-to-action', 'therapist-card', 'citation']],
    sup: [['className', 'citation']],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'], src: ['http', 'https'] },
  ancestors: {},
  clobber: [],
  required: {},
  strip: ['script', 'style'],
};

const printer = unified().use(rehypeSanitize, ALLOWED).use(rehypeStringify).freeze();

/**
 * Blocks as HTML for a website: sections have ids, citations lead to `#reference-N` (the page that lists the references
 * gives each that id), links that leave the site say `noopener noreferrer nofollow`.
 */
export function blocksToHtml(blocks: readonly Block[], references: readonly Reference[]): string {
  return print(
    blocks.flatMap((block) => [blockElement(block, references), { type: 'text', value: '\n' } as const]),
  );
}

/** One line of inline text as HTML, without an element around it. */
export function spansToHtml(spans: readonly Span[]): string {
  return print(inline(spans));
}

function print(children: ElementContent[]): string {
  const tree: Root = { type: 'root', children };
  return printer.stringify(printer.runSync(tree)).trim();
}

function blockElement(block: Block, references: readonly Reference[]): Element {
  switch (block.type) {
    case 'heading':
      return element(`h${block.level}`, { id: block.anchor }, inline(block.spans));
    case 'paragraph':
      return element('p', {}, inline(block.spans));
    case 'list':
      return listElement(block, inline);
    case 'quote': {
      const quote = element(
        'blockquote',
        {},
        block.paragraphs.map(({ spans }) => element('p', {}, inline(spans))),
      );
      const caption = block.attribution ? [element('figcaption', {}, inline(block.attribution))] : [];
      return element('figure', { className: ['quote'] }, [quote, ...caption]);
    }
    case 'image': {
      const image = element('img', { src: block.url, alt: block.alt, loading: 'lazy' }, []);
      const caption = block.caption ? [element('figcaption', {}, [text(block.caption)])] : [];
      return element('figure', { className: ['picture'] }, [image, ...caption]);
    }
    case 'callToAction':
      return element('p', { className: ['call-to-action'] }, [link(block.href, [text(block.label)])]);
    case 'therapistCard': {
      const card = link(`/therapists/${block.slug}`, [text('Meet this therapist')]);
      return element('p', { className: ['therapist-card'] }, [card]);
    }
    case 'citation': {
      const words = references[block.number - 1]?.citation ?? '';
      return element('p', { className: ['citation'] }, [citationLink(block.number), text(` ${words}`)]);
    }
  }
}

function inline(spans: readonly Span[]): ElementContent[] {
  const groups: Span[][] = [];
  for (const span of spans) {
    const group = groups.at(-1);
    const continues =
      group?.[0]?.href === span.href && group?.[0]?.citation === null && span.citation === null;
    if (group && continues) group.push(span);
    else groups.push([span]);
  }
  return groups.flatMap((group): ElementContent[] => {
    const [first] = group;
    if (!first) return [];
    if (first.citation !== null)
      return [element('sup', { className: ['citation'] }, [citationLink(first.citation)])];
    const words = group.flatMap(styled);
    return first.href === null ? words : [link(first.href, words)];
  });
}

const TAGS: Record<Mark, string> = { STRONG: 'strong', EM: 'em', CODE: 'code' };

function styled(span: Span): ElementContent[] {
  const lines = span.text.split('\n').flatMap((line, index): ElementContent[] => {
    return index === 0 ? [text(line)] : [element('br', {}, []), text(line)];
  });
  return span.marks.reduceRight<ElementContent[]>((inner, mark) => [element(TAGS[mark], {}, inner)], lines);
}

function link(href: string, children: ElementContent[]): Element {
  const rel = isExternal(href) ? { rel: ['noopener', 'noreferrer', 'nofollow'] } : {};
  return element('a', { href, ...rel }, children);
}

function citationLink(number: number): Element {
  const properties = {
    href: `#reference-${number}`,
    role: 'doc-biblioref',
    ariaLabel: `Reference ${number}`,
  };
  return element('a', properties, [text(`[${number}]`)]);
}

function element(tagName: string, properties: Element['properties'], children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}

function text(value: string): ElementContent {
  return { type: 'text', value };
}
