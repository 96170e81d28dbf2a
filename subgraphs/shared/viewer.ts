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
    try {
      const { payload } = await jwtVerify(token, keySet, {
        issuer: settings.issuer,
        audience: settings.audience,
        algorithms: allowedAlgorithms,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: 5,
      });
      return viewerOf(payload);
    } catch (error) {
      throw refusalOf(error);
    }
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
  return {
    subject: payload.sub!,
    roles: new Set(Array.isArray(claimed) ? roles.filter((role) => claimed.includes(role)) : []),
    name: textClaim(payload['name']),
    email: textClaim(payload['email']),
    timeZone: textClaim(payload['zoneinfo']),
  };
}

function textClaim(claim: unknown): string | null {
  return typeof claim === 'string' && claim !== '' ? claim : null;
}

/** Tells a token's faults (expired, or invalid and no more) from the issuer being out of reach, which is not the client's. */
function refusalOf(error: unknown): CodedError {
  if (error instanceof errors.JWTExpired) return unauthenticated('expired');
  const keysOutOfReach = error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError);
  if (keysOutOfReach)
    return new CodedError('SERVICE_UNAVAILABLE', 'The identity provider cannot be reached.');
  return unauthenticated('invalid');
}
