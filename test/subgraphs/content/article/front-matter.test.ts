import { describe, expect, it } from 'vitest';
import {
  canonicalBody,
  describeProblem,
  parseArticleFile,
  printArticleFile,
} from '../../../../subgraphs/content/article/front-matter.ts';
import { Concern } from '../../../../subgraphs/shared/vocabulary.ts';

const FILE = `---
slug: on-sleep
title: "On sleep: a beginning"
topic: low-mood
status: PUBLISHED
publishedAt: 2026-05-01T09:00:00+10:00
updatedAt: 2026-05-02T00:00:00Z
reviewDueOn: 2027-05-01
heroImage:
  url: /demo/x.svg
  alt: A bed
author:
  name: Jo Citizen
  therapist: jo-citizen
concerns: [sleep, chronic-pain]
essentialReading: [on-waking]
nutshell:
  - Sleep comes. [@one]
  - Mostly.
references:
  - key: one
    citation: One, A. (2001). Sleep.
    doi: 10.1000/xyz
---

## First

Text [@one].
`;

function articleOf(text: string) {
  const parsed = parseArticleFile(text);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.article;
}

function problemsOf(text: string) {
  const parsed = parseArticleFile(text);
  return 'problems' in parsed ? parsed.problems.map(({ line, message }) => `${line}: ${message}`) : [];
}

/** The file with a line of its own changed, and that line's number. */
function withLine(from: string, to: string): { text: string; line: number } {
  const line = FILE.split('\n').findIndex((text) => text.includes(from)) + 1;
  if (line === 0) throw new Error(`No line has ${from}`);
  return { text: FILE.replace(from, to), line };
}

describe('an article file', () => {
  it('is read whole', () => {
    expect(articleOf(FILE)).toEqual({
      slug: 'on-sleep',
      title: 'On sleep: a beginning',
      topic: 'low-mood',
      status: 'PUBLISHED',
      publishedAt: new Date('2026-04-30T23:00:00Z'),
      updatedAt: new Date('2026-05-02T00:00:00Z'),
      reviewDueOn: '2027-05-01',
      heroImage: { url: '/demo/x.svg', alt: 'A bed' },
      author: { name: 'Jo Citizen', therapist: 'jo-citizen' },
      reviewer: null,
      concerns: [Concern.SLEEP, Concern.CHRONIC_PAIN],
      essentialReading: ['on-waking'],
      nutshell: ['Sleep comes. [@one]', 'Mostly.'],
      references: [{ key: 'one', citation: 'One, A. (2001). Sleep.', doi: '10.1000/xyz', url: null }],
      body: '## First\n\nText [@one].\n',
    });
  });

  it('is read the same with other line ends, a byte order mark and blank edges', () => {
    const messy = `\ufeff${FILE.replace('---\n\n##', '---  \n\n \n\n##')}\n\n`.replaceAll('\n', '\r\n');
    expect(articleOf(messy)).toEqual(articleOf(FILE));
  });

  it('keeps a line of dashes in the body', () => {
    expect(problemsOf(`${FILE}\n---\n`)).toEqual(['30: Dividing lines are not supported; use a heading.']);
  });

  it('may leave most things open while it is a draft', () => {
    const draft =
      '---\nslug: a\ntitle: A\ntopic: b\nstatus: DRAFT\nupdatedAt: 2026-05-01T00:00:00Z\n---\nText.\n';
    expect(articleOf(draft)).toMatchObject({
      heroImage: null,
      author: null,
      nutshell: [],
      publishedAt: null,
    });
  });
});

describe('a bad file is named with the line of what is bad', () => {
  it.each([
    ['title: "On sleep: a beginning"', 'title: ""', '"title": must not be empty.'],
    ['slug: on-sleep', 'slug: On Sleep', '"slug": must be lower-case words joined by hyphens.'],
    [
      '[sleep, chronic-pain]',
      '[sleep, snoring]',
      '"concerns[1]": "snoring" is not a concern of the vocabulary.',
    ],
    ['[sleep, chronic-pain]', '[sleep, sleep]', '"concerns": names something twice.'],
    ['  - Mostly.', '  - Mostly [@two].', 'No reference has the key "two".'],
    [
      'doi: 10.1000/xyz',
      'doi: https://doi.org/10.1000/xyz',
      '"references[0].doi": must be a bare DOI, such as 10.1037/pst0000172.',
    ],
    [
      'url: /demo/x.svg',
      'url: javascript:alert(1)',
      '"heroImage.url": must be https or a /path of the site.',
    ],
    ['alt: A bed', 'alt: ""', '"heroImage.alt": must not be empty.'],
    [
      'updatedAt: 2026-05-02T00:00:00Z',
      'updatedAt: yesterday',
      '"updatedAt": must be a time such as 2026-05-01T00:00:00Z.',
    ],
    [
      'updatedAt: 2026-05-02T00:00:00Z',
      'updatedAt: 0099-05-02T00:00:00Z',
      '"updatedAt": must be a time such as 2026-05-01T00:00:00Z.',
    ],
    [
      'reviewDueOn: 2027-05-01',
      'reviewDueOn: 2027-02-30',
      '"reviewDueOn": must be a day such as 2027-05-01.',
    ],
    ['[on-waking]', '[on-sleep]', '"essentialReading[0]": is the article itself.'],
    ['reviewDueOn: 2027-05-01', 'reviewsDueOn: 2027-05-01', '"reviewsDueOn" is not known.'],
    ['Text [@one].', 'Text [@two].', 'No reference has the key "two".'],
    ['Text [@one].', 'Text <b>', 'HTML is not allowed in Markdown; it is left out.'],
  ])('%s → %s', (from, to, message) => {
    const { text, line } = withLine(from, to);
    expect(problemsOf(text)).toEqual([`${line}: ${message}`]);
  });

  it('looks for what is missing where it should stand', () => {
    expect(problemsOf(FILE.replace('name: Jo Citizen', 'full: Jo Citizen'))).toEqual([
      '12: "author.name": is missing.',
      '13: "author.full" is not known.',
    ]);
    expect(problemsOf(FILE.replace('topic: low-mood\n', ''))).toEqual(['2: "topic": is missing.']);
  });

  it('names everything that is wrong, front matter and body together, in order', () => {
    const text = FILE.replace('slug: on-sleep', 'slug: A')
      .replace('low-mood', 'B')
      .replace('## First', '# First');
    expect(problemsOf(text).map((problem) => problem.split(':')[0])).toEqual(['2', '4', '26']);
  });

  it('does not call citations unknown when the list of references cannot be read', () => {
    const { text, line } = withLine('doi: 10.1000/xyz', 'doi: none');
    expect(problemsOf(text).map((problem) => problem.split(':')[0])).toEqual([String(line)]);
  });

  it.each([
    ['', 1],
    ['## Only text\n', 1],
    ['text\n---\nslug: a\n---\n', 1],
    ['---\nslug: a\n', 1],
    ['---\n---\n', 1],
    ['---\nslug: [\n---\ntext\n', 2],
    ['---\nslug: a\nslug: b\n---\ntext\n', 3],
    ['---\nslug: a\n  title: b\n---\ntext\n', 2],
    [`---\na: &a x\nb: *a\n---\ntext\n`, 1],
    [`---\n${'['.repeat(25_000)}\n---\ntext\n`, 1],
    [`---\nslug: ${'a'.repeat(40_000)}\n---\ntext\n`, 1],
    ['---\n- a\n- b\n---\ntext\n', 1],
    ['---\nnull\n---\ntext\n', 1],
  ])('%j', (text, earliest) => {
    const parsed = parseArticleFile(text);
    const lines = 'problems' in parsed ? parsed.problems.map(({ line }) => line) : [];
    expect(lines.length).toBeGreaterThan(0);
    expect(Math.min(...lines)).toBeGreaterThanOrEqual(earliest);
    expect(Math.max(...lines)).toBeLessThanOrEqual(Math.max(earliest, text.split('\n').length));
  });

  it('has a published article complete', () => {
    const bare = FILE.replace(/heroImage:\n.*\n.*\n/, '')
      .replace(/author:\n.*\n.*\n/, '')
      .replace('  - Mostly.\n', '');
    expect(problemsOf(bare)).toEqual([
      '5: "status": PUBLISHED needs "heroImage".',
      '5: "status": PUBLISHED needs "author".',
      '11: "nutshell": PUBLISHED needs 2 to 5 points.',
    ]);
  });

  it('has each key of a reference once', () => {
    const twice = FILE.replace('    doi: 10.1000/xyz\n', '  - key: one\n    citation: Two.\n');
    expect(problemsOf(twice)).toEqual(['23: "references[1].key": "one" is used twice.']);
  });

  it('is described so that an editor can jump there', () => {
    const problem = { code: 'RAW_HTML' as const, line: 12, message: 'HTML.' };
    expect(describeProblem('articles/sleep.md', problem)).toBe('articles/sleep.md:12: HTML.');
  });
});

describe('printing', () => {
  it('is read back as the same article, and then printed the same', () => {
    const article = articleOf(FILE);
    const printed = printArticleFile(article);
    expect(articleOf(printed)).toEqual(article);
    expect(printArticleFile(articleOf(printed))).toBe(printed);
  });

  it('writes times in UTC and leaves out what is empty', () => {
    const printed = printArticleFile({ ...articleOf(FILE), essentialReading: [] });
    expect(printed).toContain('publishedAt: 2026-04-30T23:00:00Z\n');
    expect(printed).not.toMatch(/reviewer|essentialReading|null/);
  });
});

describe('the canonical body', () => {
  it.each([
    ['a', 'a\n'],
    ['\n\n  \na\r\nb\r\n\r\n', 'a\nb\n'],
    ['  indented', '  indented\n'],
    ['', '\n'],
  ])('of %j is %j', (text, body) => {
    expect(canonicalBody(text)).toBe(body);
    expect(canonicalBody(body)).toBe(body);
  });
});
