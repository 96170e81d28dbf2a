import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../../../subgraphs/content/article/markdown/render.ts';

const problems = (markdown: string) =>
  renderMarkdown(markdown).problems.map(({ code, line }) => `${code} ${line}`);

describe('problems', () => {
  it('are all named, each with its line', () => {
    const markdown = [
      '# Title',
      '',
      '#### Too deep at once',
      '',
      'Text [@nobody] and <b>HTML</b>.',
      '',
      '![](/x.svg)',
      '',
      '::unknown{a=b}',
      '',
      '[x](javascript:alert(1))',
      '',
      '| a |',
      '|---|',
      '',
      '---',
      '',
      '~~gone~~ and[^1]',
      '',
      '[^1]: note',
    ].join('\n');
    expect(problems(markdown)).toEqual([
      'HEADING_LEVEL_ONE 1',
      'HEADING_LEVEL_SKIPPED 3',
      'UNKNOWN_CITATION 5',
      'RAW_HTML 5',
      'RAW_HTML 5',
      'IMAGE_WITHOUT_ALT 7',
      'UNKNOWN_DIRECTIVE 9',
      'LINK_NOT_ALLOWED 11',
      'UNSUPPORTED_MARKDOWN 13',
      'UNSUPPORTED_MARKDOWN 16',
      'UNSUPPORTED_MARKDOWN 18',
      'UNSUPPORTED_MARKDOWN 18',
      'UNSUPPORTED_MARKDOWN 20',
    ]);
  });

  it.each([
    ['## a\n\n### b\n\n## c\n\n#### d', ['HEADING_LEVEL_SKIPPED 7']],
    ['### a', ['HEADING_LEVEL_SKIPPED 1']],
    ['## a\n\n### b\n\n#### c\n\n##### d', ['HEADING_TOO_DEEP 7']],
    ['##', ['HEADING_EMPTY 1']],
    ['[](/x) a', ['LINK_EMPTY 1']],
    ['', ['EMPTY_TEXT 1']],
    ['  \n\n', ['EMPTY_TEXT 1']],
    ['x '.repeat(31_000), ['TOO_LONG 1']],
    [`a\n\n${'>'.repeat(30)} b`, ['NESTED_TOO_DEEPLY 3']],
  ])('%j', (markdown, expected) => {
    expect(problems(markdown)).toEqual(expected);
  });

  it('leave out what is wrong and keep the rest, the same in blocks and HTML', () => {
    const rendered = renderMarkdown('before\n\n<div>x</div>\n\n| a |\n|---|\n\nafter');
    expect(rendered.blocks).toEqual([
      { type: 'paragraph', spans: [{ text: 'before', marks: [], href: null, citation: null }] },
      { type: 'paragraph', spans: [{ text: 'after', marks: [], href: null, citation: null }] },
    ]);
    expect(rendered.html).toBe('<p>before</p>\n<p>after</p>');
  });

  it('are found on the same line whatever the line ends', () => {
    expect(problems('a\r\n\r\n<b>x</b>\r\n')).toEqual(['RAW_HTML 3', 'RAW_HTML 3']);
  });
});
