import { TherapistStatus } from '../therapist/therapist.vocabulary.ts';

export type TherapistActor = 'OWNER' | 'ADMIN';

export const therapistEventTypes = [
  'CREATED',
  'SUBMITTED',
  'RETURNED',
  'VERIFIED',
  'CLAIMS_CHANGED',
  'SUSPENDED',
  'REINSTATED',
] as const;
export type TherapistEventType = (typeof therapistEventTypes)[number];

interface TherapistTransition {
  event: TherapistEventType;
  /** Null: the profile begins with this. */
  from: TherapistStatus | null;
  to: TherapistStatus;
  by: TherapistActor;
  /** Only when an admin has verified what the profile claims now, or only when none has. */
  claims?: 'VERIFIED' | 'UNVERIFIED';
}

const { DRAFT, SUBMITTED, VERIFIED, SUSPENDED } = TherapistStatus;

/**
 * Every change of status, and who may bring it about. What is not here cannot happen. The claims are the name, the profession
 * and the registration: they are what an admin verifies, so a verified profile that changes them is to be verified again.
 */
export const therapistTransitions: readonly TherapistTransition[] = [
  { event: 'CREATED', from: null, to: DRAFT, by: 'OWNER' },
  { event: 'SUBMITTED', from: DRAFT, to: SUBMITTED, by: 'OWNER' },
  { event: 'RETURNED', from: SUBMITTED, to: DRAFT, by: 'ADMIN' },
  { event: 'VERIFIED', from: SUBMITTED, to: VERIFIED, by: 'ADMIN' },
  { event: 'CLAIMS_CHANGED', from: SUBMITTED, to: SUBMITTED, by: 'OWNER' },
  { event: 'CLAIMS_CHANGED', from: VERIFIED, to: SUBMITTED, by: 'OWNER' },
  { event: 'CLAIMS_CHANGED', from: SUSPENDED, to: SUSPENDED, by: 'OWNER' },
  { event: 'SUSPENDED', from: SUBMITTED, to: SUSPENDED, by: 'ADMIN' },
  { event: 'SUSPENDED', from: VERIFIED, to: SUSPENDED, by: 'ADMIN' },
  { event: 'REINSTATED', from: SUSPENDED, to: VERIFIED, by: 'ADMIN', claims: 'VERIFIED' },
  { event: 'REINSTATED', from: SUSPENDED, to: SUBMITTED, by: 'ADMIN', claims: 'UNVERIFIED' },
];

/** What the event makes of a profile with that status; null when it cannot follow it. */
export function therapistTransitionFor(
  from: TherapistStatus | null,
  event: TherapistEventType,
  claimsVerified = false,
): TherapistTransition | null {
  const claims = claimsVerified ? 'VERIFIED' : 'UNVERIFIED';
  const follows = (known: TherapistTransition) =>
    known.from === from && known.event === event && (known.claims === undefined || known.claims === claims);
  return therapistTransitions.find(follows) ?? null;
}
