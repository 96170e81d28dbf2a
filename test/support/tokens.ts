import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Role, TokenSettings } from '../../subgraphs/shared/viewer.ts';

const issuer = 'https://issuer.test';
const audience = 'rapport';
const { privateKey, publicKey } = await generateKeyPair('ES256');
const key = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };

interface Claims {
  subject: string;
  roles?: Role[];
  name?: string;
  email?: string;
  timeZone?: string;
  /** Seconds from now; negative for a token that has expired. */
  expiresIn?: number;
  issuer?: string;
  audience?: string;
}

/** An identity provider of the test's own: real keys and real signatures, with nothing to start. */
export const testTokens = {
  settings: { issuer, audience, keys: { keys: [key] } } satisfies TokenSettings,
  issue(claims: Claims): Promise<string> {
    const {
      subject,
      roles = ['client'],
      name = subject,
      email = `${subject}@example.com`,
      timeZone,
    } = claims;
    return new SignJWT({ roles, name, email, ...(timeZone && { zoneinfo: timeZone }) })
      .setProtectedHeader({ alg: 'ES256', kid: 'test' })
      .setSubject(subject)
      .setIssuer(claims.issuer ?? issuer)
      .setAudience(claims.audience ?? audience)
      .setIssuedAt()
      .setExpirationTime(Math.floor(Date.now() / 1000) + (claims.expiresIn ?? 3600))
      .sign(privateKey);
  },

  /** Its keys over HTTP, for processes that verify them from outside. */
  async serve(): Promise<{ jwksUrl: string; close(): Promise<void> }> {
    const server = createServer((_, response) => {
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(testTokens.settings.keys));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      jwksUrl: `http://127.0.0.1:${port}/jwks.json`,
      close: () => new Promise((resolve) => void server.close(() => resolve())),
    };
  },
};
