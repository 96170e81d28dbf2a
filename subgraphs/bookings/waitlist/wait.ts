import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { forbidden, notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { newId } from '../../shared/ids.ts';
import type { Viewer } from '../../shared/viewer.ts';
import type { AppointmentKind } from '../../shared/vocabulary.ts';
import { recordBookingChange } from '../booking/booking-changes.ts';
import { catchUpParties, lockClientOf, lockTherapists } from '../booking/booking-locks.ts';
import type { BookingOutcome } from '../booking/booking-outcomes.ts';
import { BookingStatus } from '../booking/booking-status.ts';
import { Booking } from '../booking/booking.entity.ts';
import { clashOf } from '../booking/booking.rules.ts';
import { readAgenda } from '../booking/client-agenda.ts';
import { openSlotsOf } from '../schedule/diary.rules.ts';
import { readDiaries } from '../schedule/diary.ts';
import { encodeSlotId } from '../slot/slot-id.ts';
import { WaitlistEntry } from './waitlist-entry.entity.ts';

export interface Wish {
  therapistId: string;
  kind: AppointmentKind;
  window: { from: Date; until: Date };
}

/** Puts the viewer on the waitlist of a therapist; refused while a time in the window can simply be booked. */
export async function joinWaitlist(
  em: EntityManager,
  viewer: Viewer,
  { therapistId, kind, window }: Wish,
  now: Date,
): Promise<BookingOutcome> {
  const clientId = await lockClientOf(em, viewer, now);
  await lockTherapists(em, [therapistId]);
  await catchUpParties(em, { clientIds: [clientId], therapistIds: [therapistId] }, now);
  const [diary] = await readDiaries(em, [therapistId], now);
  if (diary === undefined || !diary.isPublic) throw notFound('The therapist');
  if (diary.ownerSubject === viewer.subject) throw forbidden('A therapist cannot wait for themself.');
  const agenda = await readAgenda(em, clientId, therapistId);
  if (kind === 'CONSULTATION' && agenda.consultationId !== null) {
    throw refusal({ type: 'ConsultationAlreadyUsed', bookingId: agenda.consultationId });
  }
  if (!diary.acceptingNewClients && (kind === 'CONSULTATION' || !agenda.isKnown)) {
    throw refusal({ type: 'NotAcceptingNewClients' });
  }
  const known = await em.findOne(WaitlistEntry, { clientId, therapistId, kind, status: 'WAITING' });
  if (known !== null && known.windowUntil > now) {
    throw refusal({ type: 'AlreadyWaiting', entryId: known.id });
  }
  // A wait whose window has passed makes way for the new one.
  if (known !== null) Object.assign(known, { status: 'LEFT', updatedAt: now });
  await em.flush();
  const span = { from: window.from.getTime(), until: window.until.getTime() };
  // What overlaps an appointment of their own they cannot book, so it is nothing to send them to.
  const open = openSlotsOf(diary, kind, span, now, Infinity)
    .filter(({ startsAt, endsAt }) => clashOf(agenda.active, startsAt, endsAt) === null)
    .slice(0, 3);
  if (open.length > 0) {
    const slots = open.map(({ startsAt }) => encodeSlotId({ therapistId, kind, startsAt }));
    throw refusal({ type: 'SlotsAreOpen', slots });
  }
  const id = newId('WaitlistEntry');
  const { from: windowFrom, until: windowUntil } = window;
  em.create(WaitlistEntry, {
    id,
    clientId,
    therapistId,
    kind,
    windowFrom,
    windowUntil,
    status: 'WAITING',
    createdAt: now,
    updatedAt: now,
  });
  await em.flush();
  return { type: 'WaitlistSuccess', entryId: id };
}

/** Takes the viewer off a waitlist, and lets go of what was offered; one that is over stays as it is. */
export async function leaveWaitlist(
  em: EntityManager,
  viewer: Viewer,
  entryId: string,
  now: Date,
): Promise<BookingOutcome> {
  const clientId = await lockClientOf(em, viewer, now);
  const known = await em.findOne(WaitlistEntry, { id: entryId, clientId });
  if (known === null) throw notFound('The waitlist entry');
  await lockTherapists(em, [known.therapistId]);
  const entry = await em.refreshOrFail(known);
  if (entry.status !== 'WAITING') return { type: 'WaitlistSuccess', entryId };
  Object.assign(entry, { status: 'LEFT', updatedAt: now });
  await em.flush();
  const offer = await em.findOne(
    Booking,
    { waitlistEntryId: entryId, status: BookingStatus.HELD, heldUntil: { $gt: now } },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  );
  if (offer !== null) {
    const actor = { role: 'CLIENT', subject: viewer.subject } as const;
    await recordBookingChange(em, { booking: offer, event: 'CANCELLED', actor, now });
  }
  return { type: 'WaitlistSuccess', entryId };
}

function refusal(outcome: BookingOutcome): Refusal {
  return new Refusal(outcome);
}
