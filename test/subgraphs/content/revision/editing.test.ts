import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});

afterAll(() => desk.content.close());

it('begins an article as a draft that only editors see', async () => {
  const { act, draft, publicTitle, ask, tokens } = desk;
  const answer = await act('createArticle', { slug: 'begun', content: draft(), note: ' First words. ' });
  expect(answer).toMatchObject({
    __typename: 'ArticleSuccess',
    replayed: false,
    article: { slug: 'begun', status: 'DRAFT', publishedAt: null },
    revision: { number: 1, stage: 'DRAFT', title: 'A title' },
  });
  expect(await publicTitle('begun')).toBeUndefined();
  const { data } = await ask(
    `{ article(slug: "begun") { newestRevision { savedBy note savedAt isNewest events { kind by note at } } } }`,
    { token: tokens.editor },
  );
  const at = desk.clock.now.toISOString();
  expect(data).toEqual({
    article: {
      newestRevision: {
        savedBy: 'Edith Editor',
        note: 'First words.',
        savedAt: at,
        isNewest: true,
        events: [{ kind: 'SAVED', by: 'Edith Editor', note: 'First words.', at }],
      },
    },
  });
});

it('keeps everything that an editor sends', async () => {
  const { act, draft, ask, tokens, therapists } = desk;
  const near = await act('createArticle', { slug: 'near', content: draft() });
  const content = draft({
    title: 'In full',
    heroImage: { url: 'https://pictures.test/a.png', alt: 'A lake' },
    author: { name: 'Dr Other', therapistId: therapists.other },
    nutshell: ['Cited [@a2001].', 'Plain.'],
    body: '## Heading\r\n\r\nText [@a2001].\r\n',
    references: [{ key: 'a2001', citation: 'A (2001).', doi: '10.1000/a', url: null }],
    concerns: ['ANXIETY', 'SLEEP'],
    essentialReadingIds: [near.article!.id],
    reviewDueOn: '2027-05-01',
  });
  await act('createArticle', { slug: 'in-full', content });
  const { data, errors } = await ask(
    `{ article(slug: "in-full") {
      title topic { slug } heroImage { url alt } author { name therapist { id } } reviewer { name } concerns reviewDueOn
      nutshellPoints { text citations } references { number citation doi } essentialReading { slug }
      body { markdown }
    } }`,
    { token: tokens.editor },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    article: {
      title: 'In full',
      topic: { slug: 'loss' },
      heroImage: { url: 'https://pictures.test/a.png', alt: 'A lake' },
      author: { name: 'Dr Other', therapist: { id: therapists.other } },
      reviewer: null,
      concerns: ['ANXIETY', 'SLEEP'],
      reviewDueOn: '2027-05-01',
      nutshellPoints: [
        { text: 'Cited.', citations: [1] },
        { text: 'Plain.', citations: [] },
      ],
      references: [{ number: 1, citation: 'A (2001).', doi: '10.1000/a' }],
      essentialReading: expect.arrayContaining([{ slug: 'near' }]) as object,
      body: { markdown: '## Heading\n\nText [@a2001].\n' },
    },
  });
});

it('refuses an edit over a newer revision, and loses neither', async () => {
  const { act, draft, ask, tokens } = desk;
  const { revision } = await act('createArticle', { slug: 'contested', content: draft() });
  const { articleId } = revision!;
  const save = (title: string) =>
    act('saveArticleDraft', { articleId, expectedRevision: 1, content: draft({ title }) });
  const answers = await Promise.all([save('One'), save('Two'), save('Three')]);
  const won = answers.filter((answer) => answer.__typename === 'ArticleSuccess');
  const lost = answers.filter((answer) => answer.__typename === 'RevisionConflict');
  expect([won.length, lost.length]).toEqual([1, 2]);
  const { title } = won[0]!.revision!;
  for (const answer of lost) expect(answer.newest).toMatchObject({ number: 2, title });
  const { data } = await ask(
    '{ article(slug: "contested") { revisions { nodes { number title } totalCount } } }',
    { token: tokens.editor },
  );
  expect(data).toEqual({
    article: {
      revisions: {
        nodes: [
          { number: 2, title },
          { number: 1, title: 'A title' },
        ],
        totalCount: 2,
      },
    },
  });
});

it('does a wish once, however often it is sent', async () => {
  const { attempt, act, draft } = desk;
  const wish = { slug: 'once', content: draft() };
  const [first, second] = await Promise.all([
    act('createArticle', wish, { key: 'once' }),
    act('createArticle', wish, { key: 'once' }),
  ]);
  expect(first.article!.id).toBe(second.article!.id);
  expect([first.replayed, second.replayed].toSorted()).toEqual([false, true]);
  const other = await attempt('createArticle', { ...wish, slug: 'twice' }, { key: 'once' });
  expect(other.answer).toMatchObject({ __typename: 'IdempotencyConflict' });
});

it('restores an earlier revision as a new draft', async () => {
  const { act, draft } = desk;
  const { revision } = await act('createArticle', { slug: 'restored', content: draft({ title: 'First' }) });
  const { articleId } = revision!;
  const content = draft({ title: 'Second' });
  await act('saveArticleDraft', { articleId, expectedRevision: 1, content });
  const wish = { articleId, number: 1, expectedRevision: 2 };
  expect(await act('restoreArticleRevision', wish)).toMatchObject({
    revision: { number: 3, title: 'First', stage: 'DRAFT' },
  });
  expect(await act('restoreArticleRevision', wish)).toMatchObject({
    __typename: 'RevisionConflict',
    newest: { number: 3 },
  });
  const nowhere = await desk.attempt('restoreArticleRevision', { articleId, number: 9, expectedRevision: 3 });
  expect(nowhere.code).toBe('NOT_FOUND');
});

it('pages through revisions', async () => {
  const { act, draft, ask, tokens } = desk;
  const { revision } = await act('createArticle', { slug: 'paged', content: draft() });
  for (const expectedRevision of [1, 2]) {
    const { articleId } = revision!;
    await act('saveArticleDraft', { articleId, expectedRevision, content: draft() });
  }
  const page = async (after: string) => {
    const { data } = await ask<{
      article: {
        revisions: { nodes: { number: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
      };
    }>(
      `{ article(slug: "paged") { revisions(first: 2 ${after}) { nodes { number } pageInfo { endCursor hasNextPage } } } }`,
      { token: tokens.editor },
    );
    return data!.article.revisions;
  };
  const first = await page('');
  expect(first).toMatchObject({ nodes: [{ number: 3 }, { number: 2 }], pageInfo: { hasNextPage: true } });
  expect(await page(`after: "${first.pageInfo.endCursor}"`)).toMatchObject({
    nodes: [{ number: 1 }],
    pageInfo: { hasNextPage: false },
  });
});

it('keeps former slugs leading to the article, and from other articles', async () => {
  const { act, approved, draft, ask } = desk;
  const target = await approved('first-name');
  await act('publishArticle', target);
  const { articleId } = target;
  expect(await act('changeArticleSlug', { articleId, slug: 'second-name' })).toMatchObject({
    article: { slug: 'second-name', status: 'PUBLISHED' },
  });
  for (const slug of ['first-name', 'second-name']) {
    expect((await ask(`{ article(slug: "${slug}") { slug } }`)).data).toEqual({
      article: { slug: 'second-name' },
    });
    expect(await act('createArticle', { slug, content: draft() })).toMatchObject({
      __typename: 'ArticleSlugTaken',
      articleId,
    });
  }
  const back = await act('changeArticleSlug', { articleId, slug: 'first-name' });
  expect(back.article).toMatchObject({ slug: 'first-name' });
});

it('lets one of two have a slug that both want at the same moment', async () => {
  const { act, draft } = desk;
  const answers = await Promise.all(
    [1, 2, 3].map(() => act('createArticle', { slug: 'wanted', content: draft() })),
  );
  expect(answers.map((answer) => answer.__typename).toSorted()).toEqual([
    'ArticleSlugTaken',
    'ArticleSlugTaken',
    'ArticleSuccess',
  ]);
});

it('names every fault of the Markdown with its line, and saves nothing', async () => {
  const { act, draft, ask, tokens } = desk;
  const content = draft({
    nutshell: ['Fine.', 'See [@nobody].'],
    body: '## Heading\n\n<script>alert(1)</script>\n\n[out](javascript:alert(1))\n',
  });
  expect(await act('createArticle', { slug: 'faulty', content })).toMatchObject({
    __typename: 'InvalidMarkdown',
    faults: [
      { field: 'nutshell[1]', line: 1, code: 'UNKNOWN_CITATION' },
      { field: 'body', line: 3, code: 'RAW_HTML' },
      { field: 'body', line: 5, code: 'LINK_NOT_ALLOWED' },
    ],
  });
  const { data } = await ask('{ article(slug: "faulty") { id } }', { token: tokens.editor });
  expect(data).toEqual({ article: null });
});

it.each([
  ['content.title', { title: ' ' }],
  ['content.title', { title: 'x'.repeat(201) }],
  ['content.topicId', { topicId: 'loss' }],
  ['content.topicId', { topicId: newId('Topic') }],
  ['content.heroImage.url', { heroImage: { url: 'http://insecure.test/a.png', alt: 'A' } }],
  ['content.heroImage.alt', { heroImage: { url: '/a.png', alt: '' } }],
  ['content.author.therapistId', { author: { name: 'A', therapistId: newId('Therapist') } }],
  ['content.essentialReadingIds[0]', { essentialReadingIds: [newId('Article')] }],
  ['content.references[0].doi', { references: [{ key: 'a', citation: 'A', doi: 'https://doi.org/10.1/a' }] }],
  ['content.nutshell', { nutshell: ['1', '2', '3', '4', '5', '6'] }],
])('refuses malformed input, naming %s', async (field, overrides) => {
  const { errors } = await desk.attempt('createArticle', {
    slug: 'malformed',
    content: desk.draft(overrides),
  });
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
});

it.each(['Capital', 'two--hyphens', '-edge', '', 'a/b', 'x'.repeat(101)])(
  'refuses the slug "%s"',
  async (slug) => {
    const { errors } = await desk.attempt('createArticle', { slug, content: desk.draft() });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'slug' });
  },
);

it('is for editors only', async () => {
  const { attempt, draft } = desk;
  const wish = { slug: 'mine', content: draft() };
  expect((await attempt('createArticle', wish, { as: null })).code).toBe('UNAUTHENTICATED');
  for (const as of ['client', 'reviewer'] as const) {
    expect((await attempt('createArticle', wish, { as })).code).toBe('FORBIDDEN');
  }
});
