import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import { CodedError, forbidden, unauthenticated } from './errors.ts';

export const roles = ['client', 'therapist', 'editor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who is asking, as the identity provider vouches for it. Nothing else in a request names a user. */
export interface Viewer {
  /** The token's `sub`: stable for a person at the configured issuer. */
  subject: string;
  roles: ReadonlySet<Role>;
  name: string | null;
  email: string | null;
  /** IANA zone from the standard `zoneinfo` claim; null when the issuer does not tell. */
  timeZone: string | null;
}

export interface TokenSettings {
  issuer: string;
  audience: string;
  /** Where the issuer's keys are: an address, or the keys themselves when the issuer lives in this process. */
  keys: URL | JSONWebKeySet;
}

/** Turns an `Authorization` header into a viewer; null without a header; throws UNAUTHENTICATED for a bad one. */
export type Authenticate = (authorization: string | undefined) => Promise<Viewer | null>;

/** Asymmetric only: with an HMAC algorithm in the list, anyone holding the public key could sign. */
const allowedAlgorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];

export function createAuthenticate(settings: TokenSettings | null): Authenticate {
  const keySet =
    settings === null
      ? null
      : settings.keys instanceof URL
        ? createRemoteJWKSet(settings.keys)
        : createLocalJWKSet(settings.keys);
  return async (authorization) => {
    if (authorization === undefined || authorization === '') return null;
    const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization)?.[1];
    if (token === undefined || settings === null || keySet === null) throw unauthenticated('invalid');
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(token, keySet, {
        issuer: settings.issuer,
        audience: settings.audience,
        algorithms: allowedAlgorithms,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
      }));
    } catch (error) {
      throw refusalOf(error);
    }
    return viewerOf(payload);
  };
}

/** The viewer, or UNAUTHENTICATED for the anonymous. */
export function requireViewer(context: { viewer: Viewer | null }): Viewer {
  if (context.viewer === null) throw unauthenticated('missing');
  return context.viewer;
}

/** The viewer when they hold one of the roles; UNAUTHENTICATED for the anonymous, FORBIDDEN for the others. */
export function requireRole(context: { viewer: Viewer | null }, ...anyOf: Role[]): Viewer {
  const viewer = requireViewer(context);
  if (!anyOf.some((role) => viewer.roles.has(role))) {
    throw forbidden(`This needs the role ${anyOf.join(' or ')}.`);
  }
  return viewer;
}

/** Whether the viewer holds the role; false for the anonymous. */
export function hasRole(viewer: Viewer | null, role: Role): boolean {
  return viewer?.roles.has(role) ?? false;
}

function viewerOf(payload: JWTPayload): Viewer {
  const claimed: unknown = payload['roles'];
  // jose has seen that there is a subject, not that it is one: whatever is stored under it must be one person's.
  const subject = textClaim(payload.sub);
  if (subject === null) throw unauthenticated('invalid');
  return {
    subject,
    roles: new Set(Array.isArray(claimed) ? roles.filter((role) => claimed.includes(role)) : []),
    name: textClaim(payload['name']),
    email: textClaim(payload['email']),
    timeZone: zoneClaim(payload['zoneinfo']),
  };
}

function textClaim(claim: unknown): string | null {
  return typeof claim === 'string' && claim !== '' ? claim : null;
}

/** Zones that were seen to exist: asking takes as long as verifying a signature. */
const knownZones = new Set<string>();

function zoneClaim(claim: unknown): string | null {
  const zone = textClaim(claim);
  if (zone === null || knownZones.has(zone)) return zone;
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return null;
  }
  // `Intl` takes names in any case, so the names that exist are many more than the zones.
  if (knownZones.size < 1000) knownZones.add(zone);
  return zone;
}

/** Tells a token's faults (expired, or invalid and no more) from the issuer being out of reach, which is not the client's. */
function refusalOf(error: unknown): CodedError {
  if (error instanceof errors.JWTExpired) return unauthenticated('expired');
  if (!isAboutTheKeys(error)) return unauthenticated('invalid');
  const refusal = new CodedError('SERVICE_UNAVAILABLE', 'The identity provider cannot be reached.');
  // For the log; `toJSON` does not tell it.
  refusal.cause = error;
  return refusal;
}

/** Whether the keys could not be had: no connection, no answer in time, an answer that is no key set (jose's generic error). */
function isAboutTheKeys(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return true;
  return ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'].includes(error.code);
}
