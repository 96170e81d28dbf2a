import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ArticleFile } from '../../../../subgraphs/content/article/article-file.ts';
import { ARTICLE_STATUSES } from '../../../../subgraphs/content/article/article-file.ts';
import {
  canonicalBody,
  parseArticleFile,
  printArticleFile,
} from '../../../../subgraphs/content/article/front-matter.ts';
import { Concern } from '../../../../subgraphs/shared/vocabulary.ts';

const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}$/);

/** What YAML is known to trip over, and anything printable. */
const awkward = fc.constantFrom(
  'yes',
  'null',
  '~',
  '1',
  '1.0',
  '2026-01-01',
  '- a',
  'a: b',
  '# a',
  '"',
  "'",
  '{',
  '|',
  '>',
  '&a',
  '*a',
  '!x',
  '---',
  '%',
  '@',
  '`',
  'é — ’',
  '😀',
);
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/;
const line = fc
  .array(fc.oneof(awkward, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.join(' ').trim())
  .filter((text) => text !== '' && !unprintable.test(text) && text.isWellFormed() && text.length <= 120);

/** A point that is one plain paragraph whatever surrounds it. */
const point = fc.stringMatching(/^[A-Z][a-z ,]{0,30}[a-z]$/);
const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
const contributor = fc.record({ name: line, therapist: fc.option(slug) });

const article: fc.Arbitrary<ArticleFile> = fc
  .record({
    slug,
    title: line,
    topic: slug,
    status: fc.constantFrom(...ARTICLE_STATUSES),
    heroImage: fc.record({ url: slug.map((name) => `/images/${name}.svg`), alt: line }),
    author: contributor,
    reviewer: fc.option(contributor),
    nutshell: fc.uniqueArray(point, { minLength: 2, maxLength: 5 }),
    references: fc.uniqueArray(
      fc.record({
        key: fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/),
        citation: line,
        doi: fc.option(fc.stringMatching(/^10\.\d{4,9}\/[\x21-\x7e]{1,20}$/)),
        url: fc.option(fc.webUrl({ validSchemes: ['https'] }).filter((url) => !url.includes('@'))),
      }),
      { maxLength: 4, selector: ({ key }) => key },
    ),
    concerns: fc.uniqueArray(fc.constantFrom(...Object.values(Concern)), { minLength: 1, maxLength: 10 }),
    essentialReading: fc.uniqueArray(slug, { maxLength: 4 }),
    publishedAt: instant,
    updatedAt: instant,
    reviewDueOn: fc.option(instant.map((date) => date.toISOString().slice(0, 10))),
    body: fc
      .array(point, { minLength: 1, maxLength: 4 })
      .map((paragraphs) => canonicalBody(paragraphs.join('\n\n'))),
  })
  .filter(({ slug: own, essentialReading }) => !essentialReading.includes(own));

it('reads back what it prints', () => {
  fc.assert(
    fc.property(article, (written) => {
      expect(parseArticleFile(printArticleFile(written))).toEqual({ article: written });
    }),
    { numRuns: 500 },
  );
});

it('never throws, whatever the file holds', () => {
  const piece = fc.oneof(
    awkward,
    fc.constantFrom('---\n', '\n', ': ', 'slug: a\n', '  ', '[', ']'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const parsed = parseArticleFile(`---\n${pieces.join('')}\n---\n${pieces.join('')}`);
      expect('article' in parsed || parsed.problems.length > 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
