import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.ts';
import { askPlatform, startOneMachine, startSplit, type RunningPlatform } from '../support/platform.ts';
import { testTokens } from '../support/tokens.ts';

const me = '{ me { id name roles } }';
const oneFieldOfEach = '{ me { id } services { slug } recommendedTherapists(first: 1) { slug } }';

describe.for([
  { way: 'on one machine', start: startOneMachine },
  { way: 'split over HTTP', start: startSplit },
])('identity, $way', ({ start }) => {
  let platform: RunningPlatform;
  beforeAll(async () => {
    platform = await start(await createTestDatabase());
  });
  afterAll(() => platform.close());

  it('knows who asks by the token alone', async () => {
    const token = await testTokens.issue({ subject: 'robin', name: 'Robin', roles: ['client', 'editor'] });
    const { data, errors } = await askPlatform(platform.url, me, { token });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ me: { id: 'robin', name: 'Robin', roles: ['CLIENT', 'EDITOR'] } });
  });

  it('serves the public graph without a token', async () => {
    const { data, errors } = await askPlatform(platform.url, oneFieldOfEach);
    expect(errors).toBeUndefined();
    expect(data).toEqual({ me: null, services: [], recommendedTherapists: [] });
  });

  it('takes no user from any other header', async () => {
    const response = await fetch(platform.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-user-id': 'robin',
        'x-viewer': 'robin',
        cookie: 'user=robin',
      },
      body: JSON.stringify({ query: me }),
    });
    expect(await response.json()).toEqual({ data: { me: null } });
  });

  it.for([
    {
      what: 'expired',
      token: () => testTokens.issue({ subject: 'robin', expiresIn: -60 }),
      reason: 'expired',
    },
    {
      what: "another issuer's",
      token: () => testTokens.issue({ subject: 'robin', issuer: 'https://other.test' }),
      reason: 'invalid',
    },
    {
      what: "another audience's",
      token: () => testTokens.issue({ subject: 'robin', audience: 'other' }),
      reason: 'invalid',
    },
    { what: 'no token at all', token: () => Promise.resolve('not.a.token'), reason: 'invalid' },
  ])('refuses a token that is $what, and says no more than that', async ({ token, reason }) => {
    const { data, errors } = await askPlatform(platform.url, oneFieldOfEach, { token: await token() });
    expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
    expect(errors!.length).toBeGreaterThan(0);
    for (const { message, extensions } of errors!) {
      expect(extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
      expect(message).toBe(`The access token ${reason === 'expired' ? 'has expired' : 'is invalid'}.`);
    }
  });

  it('lets nobody keep an answer that was made for one person', async () => {
    const token = await testTokens.issue({ subject: 'robin' });
    const { headers } = await askPlatform(platform.url, '{ services { slug } }', { token });
    expect(headers.get('cache-control')).not.toContain('public');
  });
});
