import { openContent } from '../../../../subgraphs/content/content.ts';
import { learnTherapist } from '../../../../subgraphs/content/therapist/therapist.projection.ts';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { importFiles, noon } from '../article/article.fixtures.ts';

export const previewSettings = {
  secret: 'a secret of the tests, long enough',
  link: 'https://site.test/preview?token={token}',
};

export interface Revision {
  articleId: string;
  number: number;
  stage: string;
  title: string;
}

/** What a mutation answers, with the fields of all its types. */
export interface Answer {
  __typename: string;
  message?: string;
  replayed?: boolean;
  article?: { id: string; slug: string; status: string; publishedAt: string | null; title: string } | null;
  revision?: Revision;
  newest?: Revision;
  stage?: string;
  missing?: string[];
  faults?: { field: string; line: number; code: string }[];
  articleId?: string;
}

const answerFields = `
  __typename
  ... on Problem { message }
  ... on ArticleSuccess {
    replayed
    article { id slug status publishedAt title }
    revision { articleId number stage title }
  }
`;
const conflict = '... on RevisionConflict { newest { articleId number stage title } }';
const slugTaken = '... on ArticleSlugTaken { articleId }';
const invalid = '... on InvalidMarkdown { faults { field line code } }';
const stage = '... on RevisionStageConflict { stage }';
const notReady = '... on NotReadyForReview { missing }';

const operations: Record<string, { variables: string; extra: string }> = {
  createArticle: {
    variables: '$slug: String!, $content: ArticleContentInput!, $note: String',
    extra: slugTaken + invalid,
  },
  saveArticleDraft: {
    variables: '$articleId: ID!, $expectedRevision: Int!, $content: ArticleContentInput!, $note: String',
    extra: conflict + invalid,
  },
  restoreArticleRevision: {
    variables: '$articleId: ID!, $number: Int!, $expectedRevision: Int!',
    extra: conflict,
  },
  changeArticleSlug: { variables: '$articleId: ID!, $slug: String!', extra: slugTaken },
  submitArticleForReview: {
    variables: '$articleId: ID!, $expectedRevision: Int!, $reviewerId: ID!',
    extra: conflict + stage + notReady,
  },
  requestArticleChanges: {
    variables: '$articleId: ID!, $expectedRevision: Int!, $comment: String!',
    extra: conflict + stage,
  },
  approveArticle: {
    variables: '$articleId: ID!, $expectedRevision: Int!, $reviewDueOn: LocalDate',
    extra: conflict + stage,
  },
  publishArticle: {
    variables: '$articleId: ID!, $expectedRevision: Int!, $at: DateTime',
    extra: conflict + stage,
  },
  unscheduleArticle: { variables: '$articleId: ID!, $expectedRevision: Int!', extra: conflict + stage },
  archiveArticle: {
    variables: '$articleId: ID!, $expectedRevision: Int!, $reason: String!',
    extra: conflict,
  },
};

/** An editorial office of the test's own: an editor, a reviewer, another therapist, topics, and a clock to turn. */
export async function openDesk() {
  const database = await createTestDatabase();
  const clock = { now: noon };
  const content = openContent({
    ...testSettings(database.content, { clock: () => clock.now }),
    preview: previewSettings,
  });
  const ask = askOf(content);
  const em = () => content.orm.em.fork();
  await importFiles(em(), []);
  const tokens = {
    editor: await testTokens.issue({ subject: 'editor', roles: ['editor'], name: 'Edith Editor' }),
    reviewer: await testTokens.issue({ subject: 'reviewer', roles: ['therapist'] }),
    editingReviewer: await testTokens.issue({ subject: 'reviewer', roles: ['editor', 'therapist'] }),
    other: await testTokens.issue({ subject: 'other', roles: ['therapist'] }),
    client: await testTokens.issue({ subject: 'client', roles: ['client'] }),
  };
  const therapists = {
    reviewer: newId('Therapist'),
    other: newId('Therapist'),
    unclaimed: newId('Therapist'),
  };
  for (const [name, therapistId] of Object.entries(therapists)) {
    await learnTherapist(em(), {
      therapistId,
      version: 1,
      isPublic: true,
      slug: name,
      name: `Dr ${name}`,
      timeZone: 'Australia/Sydney',
      ownerSubject: name === 'unclaimed' ? null : name,
      acceptingNewClients: true,
    });
  }
  const { data } = await ask<{ topic: { id: string } }>('{ topic(slug: "loss") { id } }');
  let keys = 0;

  /** Runs a mutation; a fresh idempotency key each time unless one is given. */
  async function attempt(
    operation: string,
    variables: Record<string, unknown>,
    { as = 'editor', key = `key-${++keys}` }: { as?: keyof typeof tokens | null; key?: string } = {},
  ) {
    const { variables: declared, extra } = operations[operation]!;
    const args = [...declared.matchAll(/\$(\w+)/g)].map(([name, bare]) => `${bare}: ${name}`).join(', ');
    const document = `mutation (${declared}, $key: String!) {
      answer: ${operation}(${args}, idempotencyKey: $key) { ${answerFields} ${extra} }
    }`;
    const { data, errors } = await ask<{ answer: Answer | null }>(document, {
      variables: { ...variables, key },
      ...(as !== null && { token: tokens[as] }),
    });
    return { answer: data?.answer ?? null, code: errors?.[0]?.extensions['code'], errors };
  }

  /** Runs a mutation that must not end with an error. */
  async function act(
    operation: string,
    variables: Record<string, unknown>,
    options: { as?: keyof typeof tokens; key?: string } = {},
  ): Promise<Answer> {
    const { answer, errors } = await attempt(operation, variables, options);
    if (errors !== undefined || answer === null) throw new Error(JSON.stringify(errors));
    return answer;
  }

  /** What is complete enough to be reviewed. */
  function draft(overrides: Record<string, unknown> = {}) {
    return {
      title: 'A title',
      topicId: data!.topic.id,
      heroImage: { url: '/images/hero.svg', alt: 'Two chairs' },
      author: { name: 'Ada Writer' },
      nutshell: ['One point.', 'Another.'],
      body: 'Some words.',
      concerns: ['GRIEF'],
      ...overrides,
    };
  }

  /** A new article whose first revision is approved. */
  async function approved(slug: string, overrides: Record<string, unknown> = {}) {
    const { revision } = await act('createArticle', { slug, content: draft(overrides) });
    const target = { articleId: revision!.articleId, expectedRevision: revision!.number };
    await approve(target);
    return target;
  }

  async function approve(target: { articleId: string; expectedRevision: number }) {
    await act('submitArticleForReview', { ...target, reviewerId: therapists.reviewer });
    await act('approveArticle', target, { as: 'reviewer' });
  }

  /** The title that anyone reads under a slug now; undefined when there is nothing. */
  async function publicTitle(slug: string): Promise<string | undefined> {
    const found = await ask<{ article: { title: string } | null }>(
      'query ($slug: String!) { article(slug: $slug) { title } }',
      { variables: { slug } },
    );
    return found.data?.article?.title;
  }

  return { content, ask, em, clock, tokens, therapists, attempt, act, draft, approve, approved, publicTitle };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;
