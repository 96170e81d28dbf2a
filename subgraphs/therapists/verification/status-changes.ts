import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { EventPublisher } from '../../shared/events.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { announceProfiles } from '../therapist/profile-events.ts';
import type { Therapist } from '../therapist/therapist.entity.ts';
import { TherapistStatus } from '../therapist/therapist.vocabulary.ts';
import { TherapistEvent } from './therapist-event.entity.ts';
import { therapistTransitionFor, type TherapistEventType } from './therapist-transitions.rules.ts';

interface StatusChange {
  /** As it is in the database, locked. */
  therapist: Therapist;
  event: TherapistEventType;
  actorSubject: string;
  reason: string | null;
  now: Date;
}

/**
 * The one door to a profile's status: takes it along the transition, writes down who did it and why, and tells the other
 * subgraphs, in the transaction of `em`. What cannot follow is refused as `ProfileStateConflict`.
 */
export async function recordStatusChange(
  em: EntityManager,
  events: EventPublisher,
  { therapist, event, actorSubject, reason, now }: StatusChange,
): Promise<void> {
  const from = event === 'CREATED' ? null : therapist.status;
  const claimsVerified = event === 'REINSTATED' && (await wereVerified(em, therapist.id));
  const transition = therapistTransitionFor(from, event, claimsVerified);
  if (transition === null)
    throw new Refusal({ type: 'ProfileStateConflict', therapistId: therapist.id, status: therapist.status });
  therapist.status = transition.to;
  // The history refers to the profile: a new one is written first.
  await em.flush();
  em.create(TherapistEvent, {
    therapistId: therapist.id,
    event,
    fromStatus: from,
    toStatus: transition.to,
    actor: transition.by,
    actorSubject,
    reason,
    at: now,
  });
  await announceProfiles(events, em, [therapist.id]);
}

/** Whether a suspended profile claims what it did when an admin had verified it. */
async function wereVerified(em: EntityManager, therapistId: string): Promise<boolean> {
  const [suspension] = await readRows(
    em,
    sql<{ from: TherapistStatus; changedSince: boolean }>`
      select s.from_status as "from", exists (
        select from therapist_event c
        where c.therapist_id = s.therapist_id and c.event = 'CLAIMS_CHANGED' and c.id > s.id) as "changedSince"
      from therapist_event s where s.therapist_id = ${therapistId} and s.event = 'SUSPENDED'
      order by s.id desc limit 1`,
  );
  return suspension?.from === TherapistStatus.VERIFIED && !suspension.changedSince;
}
