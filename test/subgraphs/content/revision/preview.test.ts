import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { signPreview } from '../../../../subgraphs/content/revision/preview-token.ts';
import { testSettings } from '../../../support/subgraph.ts';
import { noon } from '../article/article.fixtures.ts';
import { openDesk, previewSettings, type Desk } from './desk.ts';

let desk: Desk;
let articleId: string;

beforeAll(async () => {
  desk = await openDesk();
  const { revision } = await desk.act('createArticle', {
    slug: 'secret',
    content: desk.draft({ title: 'Not public' }),
    note: 'Between us.',
  });
  articleId = revision!.articleId;
});

beforeEach(() => {
  desk.clock.now = noon;
});

afterAll(() => desk.content.close());

interface Made {
  articleRevision: { preview: { token: string; link: string; expiresAt: string } | null } | null;
}

const make = async (token?: string, hours = 24) => {
  const { data } = await desk.ask<Made>(
    `query ($articleId: ID!, $hours: Int!) {
      articleRevision(articleId: $articleId, number: 1) { preview(hours: $hours) { token link expiresAt } }
    }`,
    { variables: { articleId, hours }, ...(token && { token }) },
  );
  return data!.articleRevision;
};

const read = (token: string) =>
  desk.ask(
    `query ($token: String!) { articlePreview(token: $token) {
      title stage body { html } savedBy note events { kind } assignedReviewer { name } article { id } preview { token }
    } }`,
    { variables: { token } },
  );

it('lets anyone with the link read the revision until it expires, and nothing about the work', async () => {
  const { preview } = (await make(desk.tokens.editor))!;
  expect(preview!.link).toBe(`https://site.test/preview?token=${preview!.token}`);
  expect(preview!.expiresAt).toBe('2026-06-02T12:00:00.000Z');
  desk.clock.now = new Date('2026-06-02T11:59:59Z');
  expect((await read(preview!.token)).data).toEqual({
    articlePreview: {
      title: 'Not public',
      stage: 'DRAFT',
      body: { html: '<p>Some words.</p>' },
      savedBy: null,
      note: null,
      events: null,
      assignedReviewer: null,
      article: null,
      preview: null,
    },
  });
  desk.clock.now = new Date('2026-06-02T12:00:01Z');
  const { data, errors } = await read(preview!.token);
  expect(data).toEqual({ articlePreview: null });
  expect(errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
});

it('makes links for editors only', async () => {
  for (const token of [undefined, desk.tokens.client, desk.tokens.other])
    expect(await make(token)).toBeNull();
});

it('refuses tokens that are not ours', async () => {
  const { preview } = (await make(desk.tokens.editor))!;
  const [header, payload, signature] = preview!.token.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const expiresAt = new Date('2026-07-01T00:00:00Z');
  const forgeries = [
    'nonsense',
    '',
    `${header}.${payload}.`,
    `${none}.${payload}.`,
    `${header}.${Buffer.from(JSON.stringify({ sub: articleId, revision: 1 })).toString('base64url')}.${signature}`,
    await signPreview('another secret, as long as the real one', { articleId, revision: 1 }, expiresAt),
    // Well signed, of a revision that is not there.
    await signPreview(previewSettings.secret, { articleId, revision: 99 }, expiresAt),
    desk.tokens.editor,
  ];
  for (const token of forgeries) {
    expect((await read(token)).errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
  }
});

it('refuses a life that is too short or too long', async () => {
  for (const hours of [0, 721]) {
    const { errors } = await desk.ask(
      `query ($id: ID!, $hours: Int!) { articleRevision(articleId: $id, number: 1) { preview(hours: $hours) { token } } }`,
      { variables: { id: articleId, hours }, token: desk.tokens.editor },
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'hours' });
  }
});

it('refuses to start with a secret that could be guessed', () => {
  const settings = testSettings('postgresql://nobody@127.0.0.1:1/nothing');
  const open = () => openContent({ ...settings, preview: { ...previewSettings, secret: 'short' } });
  expect(open).toThrow(/at least 32 characters/);
});
