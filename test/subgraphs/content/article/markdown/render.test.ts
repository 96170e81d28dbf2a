import { describe, expect, it } from 'vitest';
import type { Block, Reference, Span } from '../../../../../subgraphs/content/article/markdown/blocks.ts';
import { parseInline, renderMarkdown } from '../../../../../subgraphs/content/article/markdown/render.ts';

const references: Reference[] = [
  { key: 'first', citation: 'First, A. (2001). One.', doi: null, url: null },
  { key: 'second', citation: 'Second, B. (2002). Two & three.', doi: null, url: null },
];

const render = (markdown: string) => renderMarkdown(markdown, { references });
const blocks = (markdown: string): Block[] => render(markdown).blocks;
const html = (markdown: string): string => render(markdown).html;
const problems = (markdown: string) => render(markdown).problems.map(({ code, line }) => `${code} ${line}`);

const text = (words: string, more: Partial<Span> = {}): Span => ({
  text: words,
  marks: [],
  href: null,
  citation: null,
  ...more,
});
const cites = (number: number): Span =>
  text(`[${number}]`, { href: `#reference-${number}`, citation: number });

describe('headings', () => {
  it('carry their level and an anchor that no script of the page goes by', () => {
    expect(blocks('## Why it *matters*')).toEqual([
      {
        type: 'heading',
        level: 2,
        anchor: 'section-why-it-matters',
        spans: [text('Why it '), text('matters', { marks: ['EM'] })],
      },
    ]);
    expect(html('## Why it *matters*')).toBe('<h2 id="section-why-it-matters">Why it <em>matters</em></h2>');
  });

  it('have anchors of their own though they say the same', () => {
    const anchors = render('## More\n\n## More\n\n## More').tableOfContents.map(({ anchor }) => anchor);
    expect(anchors).toEqual(['section-more', 'section-more-2', 'section-more-3']);
  });

  it('have anchors without accents, apostrophes and signs, and one all the same when nothing is left', () => {
    const anchors = render("## Café & it's\n\n## 你好\n\n## !!!").tableOfContents.map(({ anchor }) => anchor);
    expect(anchors).toEqual(['section-cafe-its', 'section', 'section-2']);
  });

  it('make the table of contents, without citation marks', () => {
    expect(render('## One [@first]\n\ntext\n\n### Two\n\n## Three').tableOfContents).toEqual([
      { level: 2, anchor: 'section-one', text: 'One' },
      { level: 3, anchor: 'section-two', text: 'Two' },
      { level: 2, anchor: 'section-three', text: 'Three' },
    ]);
  });
});

describe('paragraphs', () => {
  it('join the lines of the source, and keep a hard break', () => {
    expect(blocks('one\ntwo  \nthree')).toEqual([{ type: 'paragraph', spans: [text('one two\nthree')] }]);
    expect(html('one\ntwo  \nthree')).toBe('<p>one two<br>three</p>');
  });

  it('nest marks without repeating one', () => {
    expect(blocks('**a *b* `c` **d****')).toEqual([
      {
        type: 'paragraph',
        spans: [
          text('a ', { marks: ['STRONG'] }),
          text('b', { marks: ['STRONG', 'EM'] }),
          text(' ', { marks: ['STRONG'] }),
          text('c', { marks: ['STRONG', 'CODE'] }),
          text(' d', { marks: ['STRONG'] }),
        ],
      },
    ]);
  });

  it('keep times of day and words after a colon, which look like directives', () => {
    expect(blocks('At 9:30, Note:this and :smile: too')).toEqual([
      { type: 'paragraph', spans: [text('At 9:30, Note:this and :smile: too')] },
    ]);
    expect(problems('At 9:30, Note:this')).toEqual([]);
  });

  it('print what looks like HTML once escaped', () => {
    expect(blocks('1 &lt; 2 & 3')).toEqual([{ type: 'paragraph', spans: [text('1 < 2 & 3')] }]);
    expect(html('1 &lt; 2 & 3')).toBe('<p>1 &#x3C; 2 &#x26; 3</p>');
  });
});

describe('links', () => {
  it('stay one link over several looks, and say what they are when they leave the site', () => {
    expect(html('[a *b* c](https://a.example/x)')).toBe(
      '<p><a href="https://a.example/x" rel="noopener noreferrer nofollow">a <em>b</em> c</a></p>',
    );
  });

  it.each([
    ['[x](/articles/one?a=1#b)', '/articles/one?a=1#b'],
    ['[x](http://a.example)', 'http://a.example/'],
    ['[x](HTTPS://A.Example/Path)', 'https://a.example/Path'],
    ['[x](mailto:help@a.example)', 'mailto:help@a.example'],
    ['[x](tel:131114)', 'tel:131114'],
    ['www.a.example', 'http://www.a.example/'],
    ['[x][r]\n\n[r]: /y', '/y'],
  ])('%s leads to %s', (markdown, href) => {
    const [paragraph] = blocks(markdown);
    expect(paragraph?.type === 'paragraph' && paragraph.spans[0]?.href).toBe(href);
    expect(problems(markdown)).toEqual([]);
  });

  it('inside the site carry no rel', () => {
    expect(html('[x](/y)')).toBe('<p><a href="/y">x</a></p>');
  });

  it('lose what they may not lead to and keep their words', () => {
    expect(blocks('a [b](ftp://c.example) d')).toEqual([{ type: 'paragraph', spans: [text('a b d')] }]);
  });

  it('to an anchor of the text are checked once all headings are known', () => {
    expect(problems('[down](#section-later)\n\n[out](#section-never)\n\n## Later')).toEqual([
      'BROKEN_ANCHOR 3',
    ]);
    expect(problems('[ref](#reference-2) [none](#reference-3)')).toEqual(['BROKEN_ANCHOR 1']);
  });
});

describe('citations', () => {
  it('are numbered by their place in the list, not in the text', () => {
    const rendered = render('B [@second]. A [@first], again [@second].');
    expect(rendered.blocks).toEqual([
      {
        type: 'paragraph',
        spans: [text('B '), cites(2), text('. A '), cites(1), text(', again '), cites(2), text('.')],
      },
    ]);
    expect(rendered.citationsUsed).toEqual([
      { key: 'second', number: 2 },
      { key: 'first', number: 1 },
    ]);
  });

  it('stand together in one pair of brackets', () => {
    expect(blocks('[@first; @second]')).toEqual([{ type: 'paragraph', spans: [cites(1), cites(2)] }]);
  });

  it('lead to the reference, and say its number to those who hear the page', () => {
    expect(html('A [@first]')).toBe(
      '<p>A <sup class="citation"><a href="#reference-1" role="doc-biblioref" aria-label="Reference 1">[1]</a></sup></p>',
    );
  });

  it('end the link they stand in: a link within a link is none', () => {
    expect(html('[see [@first] there](/x)')).toBe(
      '<p><a href="/x">see </a><sup class="citation"><a href="#reference-1" role="doc-biblioref" aria-label="Reference 1">[1]</a></sup><a href="/x"> there</a></p>',
    );
  });

  it('that nobody listed are a problem on their own line, and stay readable', () => {
    const rendered = render('one\ntwo [@third]\nthree [@first, p. 5]');
    expect(rendered.problems.map(({ code, line }) => `${code} ${line}`)).toEqual([
      'UNKNOWN_CITATION 2',
      'UNKNOWN_CITATION 3',
    ]);
    expect(rendered.html).toBe('<p>one two [@third] three [@first, p. 5]</p>');
  });

  it('are left alone in code', () => {
    expect(render('`[@first]`').citationsUsed).toEqual([]);
  });

  it('as a block show the whole reference', () => {
    expect(blocks('::citation{key="second"}')).toEqual([{ type: 'citation', number: 2, key: 'second' }]);
    expect(html('::citation{key="second"}')).toContain('[2]</a> Second, B. (2002). Two &#x26; three.</p>');
    expect(render('::citation{key="second"}').citationsUsed).toEqual([{ key: 'second', number: 2 }]);
  });
});

describe('lists', () => {
  const nested = '- one\n- two\n  1. three\n     - four\n  2. five\n- six';

  it('are flat, each item with its depth', () => {
    expect(blocks(nested)).toEqual([
      {
        type: 'list',
        ordered: false,
        start: null,
        items: [
          { depth: 0, ordered: false, spans: [text('one')] },
          { depth: 0, ordered: false, spans: [text('two')] },
          { depth: 1, ordered: true, spans: [text('three')] },
          { depth: 2, ordered: false, spans: [text('four')] },
          { depth: 1, ordered: true, spans: [text('five')] },
          { depth: 0, ordered: false, spans: [text('six')] },
        ],
      },
    ]);
  });

  it('are nested in the HTML', () => {
    expect(html(nested)).toBe(
      '<ul><li>one</li><li>two<ol><li>three<ul><li>four</li></ul></li><li>five</li></ol></li><li>six</li></ul>',
    );
  });

  it('keep the number they start with', () => {
    expect(blocks('3. a\n4. b')).toMatchObject([{ ordered: true, start: 3 }]);
    expect(html('3. a\n4. b')).toBe('<ol start="3"><li>a</li><li>b</li></ol>');
    expect(html('1. a')).toBe('<ol><li>a</li></ol>');
  });

  it('of two kinds inside one item stay two lists', () => {
    expect(html('- a\n  - b\n\n  1. c')).toBe('<ul><li>a<ul><li>b</li></ul><ol><li>c</li></ol></li></ul>');
  });

  it('hold one paragraph an item and go three levels deep', () => {
    expect(problems('- a\n\n  b')).toEqual(['UNSUPPORTED_MARKDOWN 3']);
    expect(problems('- a\n  - b\n    - c\n      - d')).toEqual(['NESTED_TOO_DEEPLY 4']);
    expect(problems('- [ ] a')).toEqual(['UNSUPPORTED_MARKDOWN 1']);
  });
});

describe('quotes', () => {
  it('name who said it in a last line that begins with a dash', () => {
    expect(blocks('> a\n>\n> b\n>\n> — Jo [@first]')).toEqual([
      {
        type: 'quote',
        paragraphs: [{ spans: [text('a')] }, { spans: [text('b')] }],
        attribution: [text('Jo '), cites(1)],
      },
    ]);
    expect(html('> a\n>\n> — Jo')).toBe(
      '<figure class="quote"><blockquote><p>a</p></blockquote><figcaption>Jo</figcaption></figure>',
    );
  });

  it('of one paragraph have no attribution, though it begin with a dash', () => {
    expect(blocks('> — a')).toEqual([
      { type: 'quote', paragraphs: [{ spans: [text('— a')] }], attribution: null },
    ]);
  });
});

describe('images', () => {
  it('have words for those who do not see them, and a caption if they want', () => {
    expect(blocks('![two chairs](/demo/a.svg "A *caption*")')).toEqual([
      { type: 'image', url: '/demo/a.svg', alt: 'two chairs', caption: 'A *caption*' },
    ]);
    expect(html('![two chairs](/demo/a.svg "Caption")')).toBe(
      '<figure class="picture"><img src="/demo/a.svg" alt="two chairs" loading="lazy"><figcaption>Caption</figcaption></figure>',
    );
    expect(blocks('![a](https://a.example/x.png)')).toMatchObject([{ caption: null }]);
  });

  it('from the site get its address for clients that live elsewhere; others keep theirs', () => {
    const rendered = renderMarkdown('![a](/x.svg)\n\n![b](https://b.example/y.svg)', {
      imageBaseUrl: 'http://localhost:4000',
    });
    expect(rendered.blocks).toMatchObject([
      { url: 'http://localhost:4000/x.svg' },
      { url: 'https://b.example/y.svg' },
    ]);
    expect(rendered.html).toContain('src="http://localhost:4000/x.svg"');
  });

  it('without words, or in the middle of a sentence, are problems', () => {
    expect(problems('![](/x.svg)\n\n![ ](/y.svg)\n\na ![b](/z.svg)')).toEqual([
      'IMAGE_WITHOUT_ALT 1',
      'IMAGE_WITHOUT_ALT 3',
      'IMAGE_NOT_ALONE 5',
    ]);
    expect(blocks('![](/x.svg)')).toEqual([]);
  });
});

describe('directives', () => {
  it('make a call to action, within the site or to https', () => {
    expect(blocks('::call-to-action[Find *somebody*]{href="/therapists?a=b"}')).toEqual([
      { type: 'callToAction', label: 'Find somebody', href: '/therapists?a=b', external: false },
    ]);
    expect(blocks('::call-to-action[Go]{href="https://a.example/"}')).toMatchObject([{ external: true }]);
    expect(html('::call-to-action[Go]{href="/x"}')).toBe('<p class="call-to-action"><a href="/x">Go</a></p>');
  });

  it('make a therapist card', () => {
    expect(blocks('::therapist{slug=jane-citizen}')).toEqual([
      { type: 'therapistCard', slug: 'jane-citizen' },
    ]);
    expect(html('::therapist{slug=jane-citizen}')).toBe(
      '<p class="therapist-card"><a href="/therapists/jane-citizen">Meet this therapist</a></p>',
    );
  });

  it.each([
    ['::video{src=x}', 'UNKNOWN_DIRECTIVE 1'],
    [':::note\nx\n:::', 'UNKNOWN_DIRECTIVE 1'],
    ['a :therapist{slug=x} b', 'UNKNOWN_DIRECTIVE 1'],
    ['::call-to-action[x]{href="http://a.example"}', 'LINK_NOT_ALLOWED 1'],
    ['::call-to-action[x]', 'LINK_NOT_ALLOWED 1'],
    ['::call-to-action{href="/x"}', 'INVALID_DIRECTIVE 1'],
    ['::call-to-action[x]{href="/x" colour=red}', 'INVALID_DIRECTIVE 1'],
    ['::therapist', 'INVALID_DIRECTIVE 1'],
    ['::therapist{slug="Jane Citizen"}', 'INVALID_DIRECTIVE 1'],
    ['::citation', 'INVALID_DIRECTIVE 1'],
    ['::citation{key=third}', 'UNKNOWN_CITATION 1'],
  ])('%s is a problem', (markdown, problem) => {
    expect(problems(markdown)).toEqual([problem]);
  });
});

describe('one line of text', () => {
  it('gives spans, words and HTML, with its citations', () => {
    expect(parseInline('People *stay* longer. [@second]', references)).toEqual({
      spans: [text('People '), text('stay', { marks: ['EM'] }), text(' longer. '), cites(2)],
      text: 'People stay longer. [2]',
      html: 'People <em>stay</em> longer. <sup class="citation"><a href="#reference-2" role="doc-biblioref" aria-label="Reference 2">[2]</a></sup>',
      citationsUsed: [{ key: 'second', number: 2 }],
      problems: [],
    });
  });

  it.each([
    ['', 'EMPTY_TEXT'],
    ['## Heading', 'UNSUPPORTED_MARKDOWN'],
    ['- item', 'UNSUPPORTED_MARKDOWN'],
    ['one\n\ntwo', 'UNSUPPORTED_MARKDOWN'],
    ['![x](/x.svg)', 'IMAGE_NOT_ALONE'],
    ['a [@nobody]', 'UNKNOWN_CITATION'],
    ['>'.repeat(30), 'NESTED_TOO_DEEPLY'],
  ])('%j is refused', (markdown, code) => {
    expect(parseInline(markdown, references).problems.map((problem) => problem.code)).toEqual([code]);
  });
});
