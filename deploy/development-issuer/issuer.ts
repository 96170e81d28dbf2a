import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { readOrMake } from '../one-machine/read-or-make.ts';
import { SettingsError } from '../../subgraphs/shared/env.ts';
import type { Role, TokenSettings } from '../../subgraphs/shared/viewer.ts';

/** What a development token says of its bearer. */
export interface DevelopmentClaims {
  role: Role;
  /** Any name; its slug makes the subject, so the same name is the same person. */
  as: string;
  /** Seconds until the token expires. */
  expiresIn: number;
}

/**
 * Stands in for an OpenID provider on a developer's machine: it signs whatever it is asked to, with a key kept in the data
 * folder. It must never run where real people's data is, so it refuses to work with NODE_ENV=production.
 */
export interface DevelopmentIssuer {
  /** How a subgraph verifies its tokens. */
  tokens: TokenSettings;
  /** Answers its key set at `/development-issuer/jwks.json`; false for any other path. */
  answer(pathname: string, response: ServerResponse): boolean;
  sign(claims: DevelopmentClaims): Promise<string>;
}

const audience = 'rapport';
const keysPath = '/development-issuer/jwks.json';
/** No address: the same whatever port the start is given, so that `npm run token` need not know it. */
const issuer = 'urn:rapport:development-issuer';

/** The subject of a development token: people of the demonstration data have theirs by their slug. */
export function developmentSubject(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return `dev|${slug}`;
}

/** Opens the issuer, making its key in `dataFolder` the first time. */
export async function openDevelopmentIssuer(options: {
  dataFolder: string;
  nodeEnv: string | undefined;
}): Promise<DevelopmentIssuer> {
  if (options.nodeEnv === 'production') {
    throw new SettingsError(
      'The development issuer does not work with NODE_ENV=production; set OIDC_ISSUER.',
    );
  }
  const privateJwk = await ownKey(path.join(options.dataFolder, 'development-issuer.json'));
  const publicJwk: JWK = { kty: privateJwk.kty, crv: privateJwk.crv, x: privateJwk.x, y: privateJwk.y };
  const kid = await calculateJwkThumbprint(publicJwk);
  const keys = { keys: [{ ...publicJwk, kid, alg: 'ES256', use: 'sig' }] };
  const privateKey = await importJWK(privateJwk, 'ES256');

  return {
    tokens: { issuer, audience, keys },
    answer(pathname, response) {
      if (pathname !== keysPath) return false;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(keys));
      return true;
    },
    sign({ role, as, expiresIn }) {
      const subject = developmentSubject(as);
      const email = `${subject.slice('dev|'.length)}@example.com`;
      return new SignJWT({ name: as, email, roles: [role], zoneinfo: 'Australia/Sydney' })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn)
        .sign(privateKey);
    },
  };
}

async function ownKey(file: string): Promise<JWK> {
  const text = await readOrMake(file, async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    return JSON.stringify(await exportJWK(privateKey));
  });
  return JSON.parse(text) as JWK;
}
