import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Reference } from '../../../../../subgraphs/content/article/markdown/blocks.ts';
import { parseInline, renderMarkdown } from '../../../../../subgraphs/content/article/markdown/render.ts';
import { addressesInHtml, harmInBlocks, harmInHtml, harmInSpans } from './harmless.ts';
import { hostileCorpus } from './hostile-corpus.ts';

const references: Reference[] = [
  {
    key: 'known',
    citation: 'A <script>alert(1)</script> "title" (2020)',
    doi: null,
    url: 'javascript:alert(1)',
  },
];

function harm(markdown: string) {
  const { blocks, html } = renderMarkdown(markdown, { references });
  const inline = parseInline(markdown, references);
  return {
    blocks: harmInBlocks(blocks),
    html: harmInHtml(html),
    inlineSpans: harmInSpans(inline.spans),
    inlineHtml: harmInHtml(inline.html),
  };
}

const NONE = { blocks: [], html: [], inlineSpans: [], inlineHtml: [] };

describe('hostile text comes out harmless', () => {
  it.each(hostileCorpus)('%s', (_, markdown) => {
    expect(harm(markdown)).toEqual(NONE);
  });

  it('comes out harmless with everything at once', () => {
    expect(harm(hostileCorpus.map(([, markdown]) => markdown).join('\n\n'))).toEqual(NONE);
  });

  it('comes out harmless in the middle of a sentence, a list, a quote and a link', () => {
    for (const [, markdown] of hostileCorpus) {
      const line = markdown.replaceAll('\n', ' ');
      const wrapped = `a ${line} b\n\n- ${line}\n\n> ${line}\n\n[${line}](/x)\n\n**${line}**\n\n## ${line}`;
      expect({ line, ...harm(wrapped) }).toEqual({ line, ...NONE });
    }
  });

  it('leaves no control characters, reversals or broken characters in what is shown', () => {
    // oxlint-disable-next-line no-control-regex
    const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
    for (const [name, markdown] of hostileCorpus) {
      const { blocks, html } = renderMarkdown(markdown, { references });
      const found = {
        name,
        inHtml: invisible.test(html),
        inTexts: textsOf(blocks).some((text) => invisible.test(text)),
      };
      expect(found).toEqual({ name, inHtml: false, inTexts: false });
      expect([html, ...textsOf(blocks)].every((text) => text.isWellFormed())).toBe(true);
    }
  });
});

function textsOf(blocks: readonly Block[]): string[] {
  const texts: string[] = [];
  JSON.stringify(blocks, (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    return value;
  });
  return texts;
}

describe('hostile text is reported, not only removed', () => {
  it.each([
    ['<script>alert(1)</script>', 'RAW_HTML'],
    ['a <b>b</b>', 'RAW_HTML'],
    ['[x](javascript:alert(1))', 'LINK_NOT_ALLOWED'],
    ['[x](//evil.example)', 'LINK_NOT_ALLOWED'],
    ['![x](data:image/png;base64,AAAA)', 'IMAGE_URL_NOT_ALLOWED'],
    ['::call-to-action[x]{href="javascript:alert(1)"}', 'LINK_NOT_ALLOWED'],
    ['::call-to-action[x]{href="/a" onclick="alert(1)"}', 'INVALID_DIRECTIVE'],
    ['::script{src=x}', 'UNKNOWN_DIRECTIVE'],
  ])('%s', (markdown, code) => {
    expect(renderMarkdown(markdown).problems.map((problem) => problem.code)).toContain(code);
  });
});

describe('the yardstick itself', () => {
  // A test of harmlessness that could not fail would prove nothing.
  it.each([
    '<script>alert(1)</script>',
    '<p onclick="alert(1)">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<a href="/\\evil.example">x</a>',
    '<a href="https://a@evil.example">x</a>',
    '<img src="http://evil.example/x.png" alt="x">',
    '<img src="data:image/png;base64,AA" alt="x">',
    '<h2 id="location">x</h2>',
    '<p class="admin">x</p>',
    '<svg><a href="/x">x</a></svg>',
    '<p style="color:red">x</p>',
    '<!-- x -->',
    '<template><p>x</p></template>',
  ])('finds fault with %s', (html) => {
    expect(harmInHtml(html)).not.toEqual([]);
  });

  it.each(['javascript:alert(1)', '//evil.example', 'http://a.example/x.png', 'data:text/html,x', 'x.png'])(
    'finds fault with an image from %s',
    (url) => {
      expect(harmInBlocks([{ type: 'image', url, alt: 'x', caption: null }])).not.toEqual([]);
    },
  );
});

describe('random text', () => {
  const pieces = fc.constantFrom(
    ...'< > </ " \' ` [ ] ( ) ]( ![ { } :: ::: : # * ** _ ~~ | \\ & &#x ; &colon; = // / @'.split(' '),
    ...'[@known] [@ [^1] javascript: data: https:// http: mailto: tel: x src= href= onerror= script img'.split(
      ' ',
    ),
    ...'svg call-to-action therapist citation slug= key= é — <!-- --> <![CDATA[ http://a@b /\\ %0a'.split(
      ' ',
    ),
    ' ',
    '## ',
    '> ',
    '- ',
    '1. ',
    '[r]: ',
    '\n',
    '\n\n',
    '\t',
    '\r',
    '\u0000',
    '\u202e',
    '\ud800',
    '\ufeff',
  );
  const junk = fc.array(fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 60 });

  it('never throws and never comes out harmful', () => {
    fc.assert(
      fc.property(junk, (parts) => {
        expect(harm(parts.join(''))).toEqual(NONE);
      }),
      { numRuns: 1500 },
    );
  });

  it('leads to the same addresses in its blocks and in its HTML', () => {
    fc.assert(
      fc.property(junk, (parts) => {
        const { blocks, html } = renderMarkdown(parts.join(''), { references });
        expect(new Set(addressesInHtml(html))).toEqual(new Set(blocks.flatMap(addressesIn)));
      }),
      { numRuns: 500 },
    );
  });
});

function addressesIn(block: Block): string[] {
  if (block.type === 'therapistCard') return [`/therapists/${block.slug}`];
  if (block.type === 'citation') return [`#reference-${block.number}`];
  const addresses: string[] = [];
  JSON.stringify(block, (key, value: unknown) => {
    if ((key === 'href' || key === 'url') && typeof value === 'string') addresses.push(value);
    return value;
  });
  return addresses;
}

describe('text that would cost too much', () => {
  it.each([
    ['quotes in quotes', '>'.repeat(30_000)],
    ['lists in lists on one line', '- '.repeat(20_000)],
    [
      'lists in lists on many lines',
      Array.from({ length: 200 }, (_, n) => `${' '.repeat(n * 2)}- x`).join('\n'),
    ],
    ['emphasis in emphasis', `${'*'.repeat(25_000)}a${'*'.repeat(25_000)}`],
    ['emphasis in emphasis, apart', `${'*a **b '.repeat(3_000)}${'c** d* '.repeat(3_000)}`],
    ['brackets in brackets', `${'['.repeat(20_000)}a${']'.repeat(20_000)}`],
    ['images in images', `${'!['.repeat(5_000)}a${'](/x)'.repeat(5_000)}`],
    ['directives in directives', `${':a['.repeat(5_000)}x${']'.repeat(5_000)}`],
    ['more than anybody writes', 'word '.repeat(50_000)],
    ['more lines than anybody writes', '- a\n  - b\n'.repeat(5_900)],
    ['one heading again and again', '## a\n\n'.repeat(9_000)],
    ['blanks in a line', `a${' '.repeat(55_000)}b`],
    ['struck-out text opened again and again', '~a'.repeat(30_000)],
    ['a citation of thousands', `[@${'a;'.repeat(29_000)}]`],
  ])('%s: is answered within seconds, harmless and without a throw', (_, markdown) => {
    const began = performance.now();
    expect(harm(markdown)).toEqual(NONE);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
