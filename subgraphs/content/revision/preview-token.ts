import { jwtVerify, SignJWT } from 'jose';

/** Which revision whoever holds the token may read. */
export interface PreviewGrant {
  articleId: string;
  revision: number;
}

export interface PreviewSettings {
  /** At least 32 characters; whoever has it can make links. */
  secret: string;
  /** The address of a page that shows a preview, with `{token}` where the token goes. */
  link: string;
}

const issuer = 'rapport:content';
const audience = 'rapport:preview';
const algorithm = 'HS256';
const leastSecretLength = 32;

/** HMAC suffices: the one who signs is the one who checks. */
export async function signPreview(
  secret: string,
  { articleId, revision }: PreviewGrant,
  expiresAt: Date,
): Promise<string> {
  return new SignJWT({ revision })
    .setProtectedHeader({ alg: algorithm })
    .setSubject(articleId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setExpirationTime(expiresAt)
    .sign(keyOf(secret));
}

/** The grant, or null for a token that is expired, forged or no token at all. */
export async function verifyPreview(secret: string, token: string, now: Date): Promise<PreviewGrant | null> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      issuer,
      audience,
      algorithms: [algorithm],
      requiredClaims: ['sub', 'exp', 'revision'],
      currentDate: now,
    });
    return { articleId: payload.sub!, revision: Number(payload['revision']) };
  } catch {
    return null;
  }
}

/** Throws on a secret that could be guessed. */
export function requireSecret(secret: string): string {
  if (secret.length < leastSecretLength) {
    throw new Error(`The secret of preview links must have at least ${leastSecretLength} characters.`);
  }
  return secret;
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
