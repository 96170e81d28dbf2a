import { createHmac, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../../subgraphs/shared/errors.ts';
import {
  createAuthenticate,
  hasRole,
  requireRole,
  requireViewer,
  type Authenticate,
  type TokenSettings,
  type Viewer,
} from '../../../subgraphs/shared/viewer.ts';
import { audience, issuer, makeKey, serveKeys } from './key-server.ts';

const invalid = {
  message: 'The access token is invalid.',
  extensions: { code: 'UNAUTHENTICATED', reason: 'invalid' },
};
const expired = {
  message: 'The access token has expired.',
  extensions: { code: 'UNAUTHENTICATED', reason: 'expired' },
};
const unreachable = {
  message: 'The identity provider cannot be reached.',
  extensions: { code: 'SERVICE_UNAVAILABLE' },
};

/** All that a client would be told. */
async function refusal(answer: Promise<unknown>): Promise<unknown> {
  const error = await answer.then(
    (value) => value,
    (thrown: unknown) => thrown,
  );
  return error instanceof CodedError ? error.toJSON() : error;
}

const key = await makeKey('one');
const seconds = () => Math.floor(Date.now() / 1000);
let keyServer: Awaited<ReturnType<typeof serveKeys>>;

beforeAll(async () => {
  keyServer = await serveKeys((_, response) => response.end(JSON.stringify({ keys: [key.jwk] })));
});
afterAll(() => keyServer.close());

describe.each<[string, () => TokenSettings['keys']]>([
  ['keys over HTTP', () => keyServer.url],
  ['keys of this process', () => ({ keys: [key.jwk] })],
])('with %s', (_, keys) => {
  let authenticate: Authenticate;
  beforeAll(() => {
    authenticate = createAuthenticate({ issuer, audience, keys: keys() });
  });
  const bearer = (token: string) => authenticate(`Bearer ${token}`);

  it('sees in a good token who is asking', async () => {
    const token = await key.sign({
      roles: ['client', 'admin'],
      name: 'Ada L.',
      email: 'ada@example.com',
      zoneinfo: 'Australia/Perth',
    });
    expect(await bearer(token)).toEqual({
      subject: 'ada',
      roles: new Set(['client', 'admin']),
      name: 'Ada L.',
      email: 'ada@example.com',
      timeZone: 'Australia/Perth',
    });
    expect(await authenticate(`bearer ${token}`)).not.toBeNull();
  });

  it('takes nothing from claims that are absent or of another kind', async () => {
    const nobody = { subject: 'ada', roles: new Set(), name: null, email: null, timeZone: null };
    expect(await bearer(await key.sign())).toEqual(nobody);
    const odd = { roles: 'admin', name: 7, email: ['a@b.c'], zoneinfo: { in: 'Perth' } };
    expect(await bearer(await key.sign(odd))).toEqual(nobody);
  });

  it('ignores roles that it does not know', async () => {
    const viewer = await bearer(await key.sign({ roles: ['root', 'Admin', 'editor', 3, '__proto__'] }));
    expect(viewer?.roles).toEqual(new Set(['editor']));
  });

  it('ignores a time zone that does not exist', async () => {
    const viewer = await bearer(await key.sign({ zoneinfo: 'Mars/Olympus' }));
    expect(viewer?.timeZone).toBeNull();
  });

  it('accepts a token meant for several audiences, of which it is one', async () => {
    expect(await bearer(await key.sign({ aud: ['other', audience] }))).not.toBeNull();
  });

  it('is anonymous without a header', async () => {
    expect(await authenticate(undefined)).toBeNull();
    expect(await authenticate('')).toBeNull();
  });

  it('tells an expired token, allowing for a few seconds of skew', async () => {
    expect(await refusal(bearer(await key.sign({ exp: seconds() - 60 })))).toEqual(expired);
    expect(await bearer(await key.sign({ exp: seconds() - 2 }))).not.toBeNull();
  });

  it.each<[string, Record<string, unknown>]>([
    ['of another issuer', { iss: 'https://elsewhere.test' }],
    ['without an issuer', { iss: undefined }],
    ['for another audience', { aud: 'other' }],
    ['without an audience', { aud: undefined }],
    ['that is not valid yet', { nbf: 9_999_999_999 }],
    ['without a subject', { sub: undefined }],
    ['with an empty subject', { sub: '' }],
    ['with a subject that is no text', { sub: 42 }],
    ['without an expiry', { exp: undefined }],
    ['with an expiry that is no number', { exp: 'tomorrow' }],
  ])('refuses a token %s and says no more', async (_what, claims) => {
    expect(await refusal(bearer(await key.sign(claims)))).toEqual(invalid);
  });

  it('does not tell whether an expired token was otherwise good', async () => {
    const old = { exp: seconds() - 60 };
    expect(await refusal(bearer(await key.sign({ ...old, iss: 'https://elsewhere.test' })))).toEqual(invalid);
    const impostor = await makeKey('one');
    expect(await refusal(bearer(await impostor.sign(old)))).toEqual(invalid);
  });

  it('refuses a key it does not know, and a known name with another key', async () => {
    const stranger = await makeKey('two');
    expect(await refusal(bearer(await stranger.sign()))).toEqual(invalid);
    const impostor = await makeKey('one');
    expect(await refusal(bearer(await impostor.sign()))).toEqual(invalid);
  });

  it('refuses a token that is signed with the public key as if it were a shared secret', async () => {
    const pem = createPublicKey({ key: key.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
    for (const secret of [String(pem), JSON.stringify(key.jwk)]) {
      const body = unsigned({ alg: 'HS256', kid: 'one' });
      const signature = createHmac('sha256', secret).update(body).digest('base64url');
      expect(await refusal(bearer(`${body}.${signature}`))).toEqual(invalid);
    }
  });

  it('refuses a token that says it needs no signature', async () => {
    for (const alg of ['none', 'None', 'NONE', '']) {
      expect(await refusal(bearer(`${unsigned({ alg, kid: 'one' })}.`))).toEqual(invalid);
      expect(await refusal(bearer(`${unsigned({ alg, kid: 'one' })}.AAAA`))).toEqual(invalid);
    }
  });

  it.each([
    'Bearer',
    'Bearer ',
    'Bearer a',
    'Bearer a.b.c',
    'Bearer a b',
    'Basic YTpi',
    'Token x',
    ' ',
    'Bearer x, Bearer y',
  ])('refuses the header "%s"', async (header) => {
    expect(await refusal(authenticate(header))).toEqual(invalid);
  });

  it('refuses every token that was changed, however it was changed', async () => {
    const good = await key.sign({ roles: ['client'] });
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    // The last character carries bits that base64url does not use, so some changes of it mean the same bytes.
    const place = fc.integer({ min: 0, max: good.length - 2 });
    const change = fc
      .tuple(place, fc.constantFrom(...alphabet))
      .filter(([at, letter]) => good[at] !== letter);
    await fc.assert(
      fc.asyncProperty(change, async ([at, letter]) => {
        const token = good.slice(0, at) + letter + good.slice(at + 1);
        expect(await refusal(bearer(token))).toEqual(invalid);
      }),
      { numRuns: 150 },
    );
  });
});

it('takes a published key only for the ways of signing that it allows', async () => {
  const allowed = await Promise.all(['RS256', 'PS256', 'ES256', 'EdDSA'].map((alg) => makeKey(alg, alg)));
  const others = await Promise.all(['RS512', 'ES384'].map((alg) => makeKey(alg, alg)));
  const keys = { keys: [...allowed, ...others].map(({ jwk }) => jwk) };
  const authenticate = createAuthenticate({ issuer, audience, keys });
  for (const each of allowed) expect(await authenticate(`Bearer ${await each.sign()}`)).not.toBeNull();
  for (const each of others)
    expect(await refusal(authenticate(`Bearer ${await each.sign()}`))).toEqual(invalid);
});

it('knows nobody when no issuer is set', async () => {
  const authenticate = createAuthenticate(null);
  expect(await authenticate(undefined)).toBeNull();
  expect(await refusal(authenticate(`Bearer ${await key.sign()}`))).toEqual(invalid);
});

describe("the issuer's key address", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is asked once for many requests at once, and again only when the keys are old', async () => {
    await using server = await disposableKeys(() => [key.jwk]);
    const authenticate = createAuthenticate({ issuer, audience, keys: server.url });
    const token = await key.sign();
    await Promise.all(Array.from({ length: 20 }, () => authenticate(`Bearer ${token}`)));
    expect(server.requests()).toBe(1);
    vi.advanceTimersByTime(11 * 60_000);
    await authenticate(`Bearer ${await key.sign()}`);
    expect(server.requests()).toBe(2);
  });

  it('gives a new key when one is used, without being asked by every stranger', async () => {
    const next = await makeKey('next');
    let published = [key.jwk];
    await using server = await disposableKeys(() => published);
    const authenticate = createAuthenticate({ issuer, audience, keys: server.url });
    await authenticate(`Bearer ${await key.sign()}`);

    published = [key.jwk, next.jwk];
    const stranger = await makeKey('stranger');
    for (let i = 0; i < 5; i += 1) await refusal(authenticate(`Bearer ${await stranger.sign()}`));
    expect(server.requests()).toBe(1);

    vi.advanceTimersByTime(31_000);
    expect(await authenticate(`Bearer ${await next.sign()}`)).toMatchObject({ subject: 'ada' });
    expect(await authenticate(`Bearer ${await key.sign()}`)).toMatchObject({ subject: 'ada' });
    expect(server.requests()).toBe(2);

    published = [next.jwk];
    vi.advanceTimersByTime(11 * 60_000);
    expect(await refusal(authenticate(`Bearer ${await key.sign()}`))).toEqual(invalid);
  });

  it.each<[string, (response: import('node:http').ServerResponse) => void]>([
    ['fails', (response) => response.writeHead(500).end('oops: db.internal')],
    ['leads elsewhere', (response) => response.writeHead(302, { location: '/other' }).end()],
    ['answers no JSON', (response) => response.end('<html>')],
    ['answers no key set', (response) => response.end('{"keys":7}')],
    ['hangs up', (response) => response.destroy()],
  ])("is not the client's fault when it %s", async (_what, answer) => {
    const server = await serveKeys((_request, response) => answer(response));
    try {
      const authenticate = createAuthenticate({ issuer, audience, keys: server.url });
      expect(await refusal(authenticate(`Bearer ${await key.sign()}`))).toEqual(unreachable);
    } finally {
      await server.close();
    }
  });

  it("is not the client's fault when nobody is there, and is asked again once somebody is", async () => {
    let isUp = false;
    const server = await serveKeys((_request, response) =>
      isUp ? response.end(JSON.stringify({ keys: [key.jwk] })) : response.destroy(),
    );
    const authenticate = createAuthenticate({ issuer, audience, keys: server.url });
    expect(await refusal(authenticate(`Bearer ${await key.sign()}`))).toEqual(unreachable);
    isUp = true;
    expect(await authenticate(`Bearer ${await key.sign()}`)).toMatchObject({ subject: 'ada' });
    await server.close();
    vi.advanceTimersByTime(11 * 60_000);
    expect(await refusal(authenticate(`Bearer ${await key.sign()}`))).toEqual(unreachable);
  });
});

describe('what a viewer may do', () => {
  const viewer = (...roles: ('client' | 'editor')[]): { viewer: Viewer } => ({
    viewer: { subject: 'ada', roles: new Set(roles), name: null, email: null, timeZone: null },
  });

  it('asks the anonymous to sign in', () => {
    const missing = expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED', reason: 'missing' } });
    expect(() => requireViewer({ viewer: null })).toThrow(missing);
    expect(() => requireRole({ viewer: null }, 'admin')).toThrow(missing);
    expect(hasRole(null, 'client')).toBe(false);
  });

  it('wants one of the roles, and names them to who has none', () => {
    expect(requireRole(viewer('editor'), 'admin', 'editor').subject).toBe('ada');
    expect(() => requireRole(viewer('client'), 'admin', 'editor')).toThrow(
      expect.objectContaining({
        message: 'This needs the role admin or editor.',
        extensions: { code: 'FORBIDDEN' },
      }),
    );
  });
});

function unsigned(header: object): string {
  const claims = { iss: issuer, aud: audience, sub: 'ada', roles: ['admin'], exp: seconds() + 600 };
  return [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
}

async function disposableKeys(published: () => object[]) {
  const server = await serveKeys((_, response) => response.end(JSON.stringify({ keys: published() })));
  return { ...server, [Symbol.asyncDispose]: server.close };
}
