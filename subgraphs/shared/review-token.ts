import { createLocalJWKSet, errors, importJWK, jwtVerify, SignJWT, type JSONWebKeySet, type JWK } from 'jose';

/**
 * Trust that crosses between subgraphs without a call: bookings signs that somebody's appointment took place, the client
 * carries the token, and therapists checks it. Only bookings holds the private key.
 */
export interface ReviewGrant {
  /** The completed appointment; one review for each. */
  bookingId: string;
  therapistId: string;
  /** The token subject of the client: nobody else may review, whoever holds the token. */
  author: string;
}

const issuer = 'rapport:bookings';
const audience = 'rapport:reviews';
const algorithm = 'ES256';

/** How long after an appointment has ended it may be reviewed. */
export const reviewDays = 90;

export type SignReviewToken = (grant: ReviewGrant, expiresAt: Date) => Promise<string>;

/** `privateKey`: an EC P-256 key as a JWK; its `kid` goes into the token, so that keys can be changed. Throws on any other key. */
export async function createReviewTokenSigner(privateKey: JWK): Promise<SignReviewToken> {
  const key = await importJWK(privateKey, algorithm);
  return ({ bookingId, therapistId, author }, expiresAt) =>
    new SignJWT({ therapist: therapistId })
      .setProtectedHeader({ alg: algorithm, ...(privateKey.kid !== undefined && { kid: privateKey.kid }) })
      .setJti(bookingId)
      .setSubject(author)
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime(expiresAt)
      .sign(key);
}

/** The grant; 'expired' for one that was good once, null for a token that is forged or no token at all. */
export type VerifyReviewToken = (token: string, now: Date) => Promise<ReviewGrant | 'expired' | null>;

/** `publicKeys`: every key whose tokens still count, as a JWKS. */
export function createReviewTokenVerifier(publicKeys: JSONWebKeySet): VerifyReviewToken {
  const keys = createLocalJWKSet(publicKeys);
  return async (token, now) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: [algorithm],
        requiredClaims: ['sub', 'jti', 'exp', 'therapist'],
        currentDate: now,
      });
      return {
        bookingId: payload.jti!,
        therapistId: String(payload['therapist']),
        author: payload.sub!,
      };
    } catch (error) {
      // The signature is verified before the claims, so nothing forged is ever called expired.
      return error instanceof errors.JWTExpired ? 'expired' : null;
    }
  };
}
