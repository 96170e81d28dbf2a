import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
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
  /** Answers OIDC discovery and the key set below its own address; false for any other path. */
  answer(pathname: string, response: ServerResponse): boolean;
  sign(claims: DevelopmentClaims): Promise<string>;
}

const audience = 'rapport';
const issuerPath = '/development-issuer';

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

/** Opens the issuer whose visitors reach it at `publicUrl`, making its key in `dataFolder` the first time. */
export async function openDevelopmentIssuer(options: {
  dataFolder: string;
  publicUrl: string;
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
  const issuer = `${options.publicUrl}${issuerPath}`;
  const privateKey = await importJWK(privateJwk, 'ES256');

  const documents: Record<string, object> = {
    [`${issuerPath}/jwks.json`]: keys,
    [`${issuerPath}/.well-known/openid-configuration`]: {
      issuer,
      jwks_uri: `${issuer}/jwks.json`,
      id_token_signing_alg_values_supported: ['ES256'],
    },
  };

  return {
    tokens: { issuer, audience, keys },
    answer(pathname, response) {
      const document = documents[pathname];
      if (document === undefined) return false;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
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
  const known = await readFile(file, 'utf8').catch(() => null);
  if (known !== null) return JSON.parse(known) as JWK;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  await mkdir(path.dirname(file), { recursive: true });
  // Of two processes that come first at once, one wins and both use its key.
  await writeFile(file, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600, flag: 'wx' }).catch(
    () => undefined,
  );
  return JSON.parse(await readFile(file, 'utf8')) as JWK;
}
