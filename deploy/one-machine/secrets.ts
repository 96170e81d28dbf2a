import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { subgraphNames, type SubgraphName } from '../database/provision.ts';
import { readOrMake } from './read-or-make.ts';

/** What must not be guessed, made once for a data folder: a demonstration has no secrets that two machines share. */
export interface OneMachineSecrets {
  rolePasswords: Record<SubgraphName, string>;
  /** Private key of review tokens. */
  reviewTokenKey: JWK;
  previewSecret: string;
}

/** Reads the folder's secrets, making them the first time; readable by the owner alone. */
export async function openSecrets(dataFolder: string): Promise<OneMachineSecrets> {
  const text = await readOrMake(path.join(dataFolder, 'secrets.json'), async () => {
    const made: OneMachineSecrets = {
      rolePasswords: Object.fromEntries(subgraphNames.map((role) => [role, secret()])) as Record<
        SubgraphName,
        string
      >,
      reviewTokenKey: await signingKey(),
      previewSecret: secret(),
    };
    return JSON.stringify(made);
  });
  return JSON.parse(text) as OneMachineSecrets;
}

/** The part of a signing key that may be handed out. */
export function publicPart({ kty, crv, x, y, kid, alg, use }: JWK): JWK {
  return { kty, crv, x, y, kid, alg, use };
}

/** A new P-256 signing key, named by its thumbprint. */
export async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  return { ...key, kid: await calculateJwkThumbprint(key), alg: 'ES256', use: 'sig' };
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
