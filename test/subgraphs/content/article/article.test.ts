import { afterAll, beforeAll, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { learnTherapist } from '../../../../subgraphs/content/therapist/therapist.projection.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { Concern } from '../../../../subgraphs/shared/vocabulary.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { articleFile, importFiles, noon } from './article.fixtures.ts';

let content: Subgraph;
let ask: Ask;

beforeAll(async () => {
  const database = await createTestDatabase();
  content = openContent(testSettings(database.content, { clock: () => noon }));
  ask = askOf(content);
});

afterAll(() => content.close());

it('answers an article with its text in every form', async () => {
  const body =
    '## First steps\n\nGrief is *not* a line [@worden2018].\n\n![A path](/images/path.svg "Step by step")\n';
  await importFiles(content.orm.em.fork(), [
    articleFile('first-steps', {
      body,
      nutshell: ['It takes time [@worden2018].', 'Company **helps**.'],
      references: [
        { key: 'worden2018', citation: 'Worden (2018). Grief counselling.', doi: '10.1891/x', url: null },
      ],
      reviewDueOn: '2027-01-31',
    }),
  ]);
  const { data, errors } = await ask(`{
    article(slug: "first-steps") {
      id title slug status topic { slug name } heroImage { url alt } concerns readingMinutes publishedAt updatedAt
      reviewDueOn nutshell nutshellPoints { text citations html }
      tableOfContents { level anchor text }
      references { number citation doi url }
      body {
        markdown html
        blocks {
          __typename
          ... on HeadingBlock { level anchor spans { text } }
          ... on ParagraphBlock { spans { text marks citation href } }
          ... on ImageBlock { url alt caption }
        }
      }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data).toMatchObject({
    article: {
      id: expect.stringMatching(/^article_[0-9a-z]{26}$/) as string,
      title: 'About first-steps',
      status: 'PUBLISHED',
      topic: { slug: 'loss', name: 'Loss' },
      heroImage: { url: 'http://rapport.test/images/hero.svg', alt: 'Two chairs' },
      concerns: ['GRIEF'],
      readingMinutes: 1,
      publishedAt: '2026-01-01T00:00:00.000Z',
      updatedAt: '2026-01-02T00:00:00.000Z',
      reviewDueOn: '2027-01-31',
      nutshell: ['It takes time.', 'Company helps.'],
      nutshellPoints: [
        { text: 'It takes time.', citations: [1] },
        { text: 'Company helps.', citations: [], html: 'Company <strong>helps</strong>.' },
      ],
      tableOfContents: [{ level: 2, anchor: 'section-first-steps', text: 'First steps' }],
      references: [
        {
          number: 1,
          citation: 'Worden (2018). Grief counselling.',
          doi: '10.1891/x',
          url: 'https://doi.org/10.1891/x',
        },
      ],
      body: {
        markdown: body,
        blocks: [
          {
            __typename: 'HeadingBlock',
            level: 2,
            anchor: 'section-first-steps',
            spans: [{ text: 'First steps' }],
          },
          {
            __typename: 'ParagraphBlock',
            spans: [
              { text: 'Grief is ', marks: [], citation: null, href: null },
              { text: 'not', marks: ['EM'], citation: null, href: null },
              { text: ' a line ', marks: [], citation: null, href: null },
              { text: '[1]', marks: [], citation: 1, href: '#reference-1' },
              { text: '.', marks: [], citation: null, href: null },
            ],
          },
          {
            __typename: 'ImageBlock',
            url: 'http://rapport.test/images/path.svg',
            alt: 'A path',
            caption: 'Step by step',
          },
        ],
      },
    },
  });
  const { html } = (data as unknown as { article: { body: { html: string } } }).article.body;
  expect(html).toContain('<img src="http://rapport.test/images/path.svg"');
});

it('names every kind of block', async () => {
  await importFiles(content.orm.em.fork(), [
    articleFile('all-blocks', {
      references: [{ key: 'a2001', citation: 'A (2001).', doi: null, url: null }],
      body: [
        '## Heading',
        'Paragraph.',
        '1. One\n   - Nested\n2. Two',
        '> Said.\n>\n> — Somebody',
        '![Seen](/images/a.svg)',
        '::call-to-action[Find a therapist]{href="/therapists"}',
        '::therapist{slug="jane-citizen"}',
        '::citation{key="a2001"}',
      ].join('\n\n'),
    }),
  ]);
  const { data, errors } = await ask(`{ article(slug: "all-blocks") { body { blocks {
    __typename
    ... on ListBlock { ordered start items { depth ordered spans { text } } }
    ... on QuoteBlock { paragraphs { spans { text } } attribution { text } }
    ... on CallToActionBlock { label href external }
    ... on TherapistCardBlock { slug therapist { id } }
    ... on CitationBlock { number }
  } } } }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    article: {
      body: {
        blocks: [
          { __typename: 'HeadingBlock' },
          { __typename: 'ParagraphBlock' },
          {
            __typename: 'ListBlock',
            ordered: true,
            start: 1,
            items: [
              { depth: 0, ordered: true, spans: [{ text: 'One' }] },
              { depth: 1, ordered: false, spans: [{ text: 'Nested' }] },
              { depth: 0, ordered: true, spans: [{ text: 'Two' }] },
            ],
          },
          {
            __typename: 'QuoteBlock',
            paragraphs: [{ spans: [{ text: 'Said.' }] }],
            attribution: [{ text: 'Somebody' }],
          },
          { __typename: 'ImageBlock' },
          {
            __typename: 'CallToActionBlock',
            label: 'Find a therapist',
            href: '/therapists',
            external: false,
          },
          { __typename: 'TherapistCardBlock', slug: 'jane-citizen', therapist: null },
          { __typename: 'CitationBlock', number: 1 },
        ],
      },
    },
  });
});

it('ties author and reviewer to therapists, also when their profiles become known later', async () => {
  const known = newId('Therapist');
  const later = newId('Therapist');
  const profile = {
    isPublic: true,
    timeZone: 'Australia/Perth',
    ownerSubject: null,
    acceptingNewClients: true,
  };
  const em = () => content.orm.em.fork();
  await learnTherapist(em(), {
    ...profile,
    therapistId: known,
    version: 1,
    slug: 'known-one',
    name: 'Known One',
  });
  await importFiles(em(), [
    articleFile('bylines', {
      author: { name: 'Known One', therapist: 'known-one' },
      reviewer: { name: 'Later One', therapist: 'later-one' },
    }),
  ]);
  const query = `{ article(slug: "bylines") {
    author { name therapist { id } } reviewer { name therapist { id } }
  } }`;
  expect((await ask(query)).data).toEqual({
    article: {
      author: { name: 'Known One', therapist: { id: known } },
      reviewer: { name: 'Later One', therapist: null },
    },
  });
  await learnTherapist(em(), {
    ...profile,
    therapistId: later,
    version: 5,
    slug: 'later-one',
    name: 'Later One',
  });
  await learnTherapist(em(), {
    ...profile,
    therapistId: known,
    version: 2,
    slug: 'known-one',
    name: 'Known One',
    isPublic: false,
  });
  // Older news that arrives late changes nothing.
  await learnTherapist(em(), {
    ...profile,
    therapistId: known,
    version: 1,
    slug: 'known-one',
    name: 'Known One',
  });
  expect((await ask(query)).data).toEqual({
    article: {
      author: { name: 'Known One', therapist: null },
      reviewer: { name: 'Later One', therapist: { id: later } },
    },
  });
});

it('gives the chosen reading first, then by shared concerns, then by topic', async () => {
  const { ANGER, BURNOUT, STRESS, WORK } = Concern;
  await importFiles(content.orm.em.fork(), [
    articleFile('reader', {
      topic: 'work',
      concerns: [STRESS, WORK],
      essentialReading: ['chosen-second', 'chosen-first'],
    }),
    articleFile('chosen-first', { concerns: [ANGER] }),
    articleFile('chosen-second', { concerns: [ANGER] }),
    articleFile('shares-one', { concerns: [STRESS, ANGER] }),
    articleFile('shares-two', { concerns: [WORK, STRESS], publishedAt: new Date('2025-01-01T00:00:00Z') }),
    articleFile('same-topic', { topic: 'work', concerns: [BURNOUT] }),
    articleFile('elsewhere', { concerns: [ANGER] }),
    articleFile('draft-reading', { status: 'DRAFT', concerns: [STRESS, WORK] }),
  ]);
  const { data } = await ask(`{ article(slug: "reader") {
    essentialReading { slug } one: essentialReading(first: 1) { slug }
  } }`);
  expect(data).toEqual({
    article: {
      essentialReading: ['chosen-second', 'chosen-first', 'shares-two', 'shares-one', 'same-topic'].map(
        (slug) => ({ slug }),
      ),
      one: [{ slug: 'chosen-second' }],
    },
  });
});

it('refuses a first that is out of range', async () => {
  const { errors } = await ask('{ article(slug: "reader") { essentialReading(first: 21) { slug } } }');
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'first' });
});

it('answers null for a slug that no article has', async () => {
  expect((await ask('{ article(slug: "nothing") { title } }')).data).toEqual({ article: null });
});
