import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 bits that name one therapist's feed to whoever knows them. */
export function newFeedToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: it finds the feed and does not open it. */
export function hashFeedToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export type LinkRole = 'CLIENT' | 'THERAPIST';

/**
 * The secret in the calendar link of one appointment for one of its two parties. It is made of the appointment's room, which
 * only they are told, so there is nothing to keep; it does not tell the room.
 */
export function appointmentLinkToken(room: string, role: LinkRole): string {
  return createHmac('sha256', room).update(`calendar link of the ${role}`).digest('base64url');
}

/** Whose link it is; null when the secret is neither's. */
export function roleOfLinkToken(room: string, token: string): LinkRole | null {
  const given = Buffer.from(token);
  for (const role of ['CLIENT', 'THERAPIST'] as const) {
    const expected = Buffer.from(appointmentLinkToken(room, role));
    if (given.length === expected.length && timingSafeEqual(given, expected)) return role;
  }
  return null;
}
