import type { EntityManager } from '@mikro-orm/postgresql';
import { badInput, forbidden } from '../../shared/errors.ts';
import type { EventPublisher } from '../../shared/events.ts';
import { Refusal } from '../../shared/idempotency.ts';
import type { Viewer } from '../../shared/viewer.ts';
import type { ProfileOutcome } from '../profile/profile-outcomes.ts';
import { takeProfile } from '../therapist/own-profile.ts';
import { TherapistStatus } from '../therapist/therapist.vocabulary.ts';
import { recordStatusChange } from './status-changes.ts';
import type { TherapistEventType } from './therapist-transitions.rules.ts';

export const maxReasonLength = 500;

/** The reason as it is kept, or BAD_USER_INPUT when there is none or too much of it. */
export function requireReason(reason: string): string {
  const text = reason.trim();
  if (text === '' || text.length > maxReasonLength)
    throw badInput(`reason must have 1 to ${maxReasonLength} characters.`, 'reason');
  return text;
}

export interface Judgement {
  therapistId: string;
  event: Extract<TherapistEventType, 'VERIFIED' | 'RETURNED' | 'SUSPENDED' | 'REINSTATED'>;
  viewer: Viewer;
  events: EventPublisher;
  reason: string | null;
  /** The version of the profile that the admin looked at; null where that does not matter. */
  version: number | null;
  now: Date;
}

/** An admin's word on a profile, in the transaction of `em`. FORBIDDEN on the admin's own. */
export async function judgeProfile(em: EntityManager, judgement: Judgement): Promise<ProfileOutcome> {
  const { therapistId, event, viewer, events, reason, version, now } = judgement;
  const therapist = await takeProfile(em, therapistId);
  if (therapist.ownerSubject === viewer.subject)
    throw forbidden('Your own profile is for another admin to judge.');
  const isOther = version !== null && version !== therapist.profileVersion;
  if (isOther && therapist.status === TherapistStatus.SUBMITTED)
    throw new Refusal({ type: 'ProfileChanged', therapistId, version: therapist.profileVersion });
  await recordStatusChange(em, events, { therapist, event, actorSubject: viewer.subject, reason, now });
  return { type: 'ProfileSuccess', therapistId };
}
