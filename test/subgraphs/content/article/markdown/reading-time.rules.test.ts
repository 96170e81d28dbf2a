import { describe, expect, it } from 'vitest';
import { readingMinutes } from '../../../../../subgraphs/content/article/markdown/reading-time.rules.ts';
import { renderMarkdown } from '../../../../../subgraphs/content/article/markdown/render.ts';

describe('reading time', () => {
  it.each([
    [0, 1],
    [1, 1],
    [220, 1],
    [221, 2],
    [440, 2],
    [441, 3],
    [900, 5],
  ])('%i words take %i minutes', (words, minutes) => {
    expect(readingMinutes(words)).toBe(minutes);
  });

  it('counts what is read: text, headings, lists, quotes, captions and labels', () => {
    const markdown = [
      '## One two',
      'three four **five**',
      '- six\n- seven',
      '> eight\n>\n> — nine',
      '![not counted](/x.svg "ten eleven")',
      '::call-to-action[twelve]{href="/x"}',
      '::therapist{slug=x}',
    ].join('\n\n');
    expect(renderMarkdown(markdown).words).toBe(12);
  });

  it('counts no citation marks, dashes or bare signs', () => {
    const references = [{ key: 'a', citation: 'A', doi: null, url: null }];
    expect(renderMarkdown('one — two & [@a] three', { references }).words).toBe(3);
  });

  it('counts words cut by a change of look as one', () => {
    expect(renderMarkdown('un**believ**able').words).toBe(1);
  });
});
