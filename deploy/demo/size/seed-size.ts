import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { BookingEvent } from '../../../subgraphs/bookings/booking/booking-event.entity.ts';
import { BookingStatus } from '../../../subgraphs/bookings/booking/booking-status.ts';
import { Booking } from '../../../subgraphs/bookings/booking/booking.entity.ts';
import { Client } from '../../../subgraphs/bookings/client/client.entity.ts';
import { bookingsDatabase } from '../../../subgraphs/bookings/mikro-orm.config.ts';
import { openSlotsOf } from '../../../subgraphs/bookings/schedule/diary.rules.ts';
import { readDiaries } from '../../../subgraphs/bookings/schedule/diary.ts';
import { WeeklyHours } from '../../../subgraphs/bookings/schedule/weekly-hours.entity.ts';
import { Therapist as BookableTherapist } from '../../../subgraphs/bookings/therapist/therapist.entity.ts';
import { contentDatabase } from '../../../subgraphs/content/mikro-orm.config.ts';
import { KnownTherapist } from '../../../subgraphs/content/therapist/therapist.entity.ts';
import { openDatabase, readRows } from '../../../subgraphs/shared/database.ts';
import { AppointmentKind } from '../../../subgraphs/shared/vocabulary.ts';
import { Fee } from '../../../subgraphs/therapists/fees/fee.entity.ts';
import { therapistsDatabase } from '../../../subgraphs/therapists/mikro-orm.config.ts';
import { Review } from '../../../subgraphs/therapists/review/review.entity.ts';
import { Therapist } from '../../../subgraphs/therapists/therapist/therapist.entity.ts';
import { TherapistStatus } from '../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import type { SubgraphName } from '../../database/provision.ts';
import { hourPatterns } from '../hours.ts';
import { bookingRow, timelineRows } from '../seed-bookings.ts';
import { registrationOf } from '../seed-therapists.ts';
import { SeededRandom } from '../seeded-random.ts';
import { sizePerson, type SizePerson } from './size-people.ts';

export interface SizeOptions {
  /** How many therapists to add. */
  count: number;
  now: Date;
  /** Called with how many are done. */
  onProgress: (done: number) => void;
}

const batchSize = 500;

/**
 * Adds therapists with fees, hours, clients, appointments and reviews. What events would tell one by one is written in the
 * same batch instead, as they would leave it: a hundred thousand of them would keep the workers busy for an hour.
 */
export async function seedSize(urls: Record<SubgraphName, string>, options: SizeOptions): Promise<void> {
  const { count, now, onProgress } = options;
  const therapists = openDatabase(therapistsDatabase, { url: urls.therapists });
  const bookings = openDatabase(bookingsDatabase, { url: urls.bookings });
  const content = openDatabase(contentDatabase, { url: urls.content });
  try {
    const before = await countTherapists(therapists);
    for (let done = 0; done < count;) {
      const places = Array.from(
        { length: Math.min(batchSize, count - done) },
        (_, nth) => before + done + nth + 1,
      );
      const people = places.map((place) => sizePerson(place, new SeededRandom(place), now));
      await Promise.all([
        therapists.em.fork().transactional((em) => addProfiles(em, people)),
        bookings.em.fork().transactional((em) => addDiaries(em, people)),
        content.em.fork().insertMany(KnownTherapist, people.map(knownRow)),
      ]);
      const nextOpen = await bookings.em.fork().transactional((em) => settleNextOpen(em, people, now));
      await therapists.em.fork().transactional((em) => addNextOpenSlots(em, nextOpen));
      done += people.length;
      onProgress(done);
    }
    for (const orm of [therapists, bookings]) await orm.em.fork().execute('analyze');
  } finally {
    await Promise.all([therapists.close(), bookings.close(), content.close()]);
  }
}

async function countTherapists(orm: MikroORM): Promise<number> {
  return orm.em.fork().count(Therapist);
}

async function addProfiles(em: EntityManager, people: readonly SizePerson[]): Promise<void> {
  await em.insertMany(Therapist, people.map(profileRow));
  const fees = people.flatMap(({ id: therapistId, sessionFeeCents: cents }) =>
    cents === null
      ? []
      : [{ therapistId, kind: AppointmentKind.SESSION, effectiveFrom: '2025-01-01', cents }],
  );
  await em.insertMany(Fee, fees);
  await em.insertMany(Review, people.flatMap(reviewRows));
}

function profileRow(person: SizePerson) {
  const { id, slug, name, pronouns, headline, profession, state, timeZone, languages, concerns } = person;
  const { approaches, clientGroups, practisingSince, acceptingNewClients, joinedAt } = person;
  return {
    id,
    slug,
    name,
    pronouns,
    photoUrl: null,
    headline,
    bioMarkdown: person.bio,
    profession,
    state,
    timeZone,
    languages,
    approaches,
    concerns,
    clientGroups,
    ...registrationOf(profession, person.place),
    status: TherapistStatus.VERIFIED,
    acceptingNewClients,
    practisingSince,
    ownerSubject: null,
    joinedAt,
    profileVersion: 1,
  };
}

function reviewRows({ id: therapistId, place, appointments, stars }: SizePerson) {
  const random = new SeededRandom(place);
  const completed = appointments.filter(({ status }) => status === BookingStatus.COMPLETED);
  return stars.map((each, nth) => {
    const { id: appointmentId, client, endsAt } = completed[nth]!;
    const createdAt = new Date(endsAt.getTime() + 3_600_000);
    return {
      id: random.id('Review', createdAt),
      therapistId,
      appointmentId,
      authorSubject: client.subject,
      stars: each,
      listening: each,
      punctuality: each,
      clarity: each,
      comfort: each,
      comment: null,
      status: 'PUBLISHED' as const,
      statusReason: null,
      createdAt,
    };
  });
}

async function addDiaries(em: EntityManager, people: readonly SizePerson[]): Promise<void> {
  await em.insertMany(BookableTherapist, people.map(bookableRow));
  const hours = people.flatMap(({ id: therapistId, hours }) =>
    hourPatterns[hours].map(([weekday, from, to]) => ({
      therapistId,
      weekday,
      startMinute: from * 60,
      endMinute: to * 60,
      effectiveFrom: null,
      effectiveUntil: null,
    })),
  );
  await em.insertMany(WeeklyHours, hours);
  const appointments = people.flatMap(({ appointments }) => appointments);
  await em.insertMany(
    Client,
    appointments.map(({ client: { id, subject, name, email, timeZone }, bookedAt }) => ({
      id,
      subject,
      name,
      email,
      timeZone,
      createdAt: bookedAt,
    })),
  );
  await em.insertMany(
    Booking,
    people.flatMap(({ id, appointments }) => appointments.map((appointment) => bookingRow(id, appointment))),
  );
  await em.insertMany(BookingEvent, appointments.flatMap(timelineRows));
}

function bookableRow({ id, slug, name, timeZone, acceptingNewClients }: SizePerson) {
  return { id, version: 1, isPublic: true, slug, name, timeZone, ownerSubject: null, acceptingNewClients };
}

function knownRow({ id, slug, name }: SizePerson) {
  return { id, version: 1, slug, name, isPublic: true, ownerSubject: null };
}

interface NextOpen {
  therapistId: string;
  kind: AppointmentKind;
  startsAt: Date | null;
  recheckAt: Date;
  version: number;
}

/** What bookings' own worker would find and tell, marked as told. */
async function settleNextOpen(
  em: EntityManager,
  people: readonly SizePerson[],
  now: Date,
): Promise<NextOpen[]> {
  const ids = people.map(({ id }) => id);
  const diaries = await readDiaries(em, ids, now);
  const found = diaries.flatMap((diary) =>
    Object.values(AppointmentKind).map((kind) => {
      const [next] = openSlotsOf(diary, kind, { from: now.getTime(), until: Infinity }, now, 1);
      const noticeMs = diary.rules.minimumNoticeMinutes * 60_000;
      return {
        therapistId: diary.therapistId,
        kind,
        startsAt: next === undefined ? null : new Date(next.startsAt),
        recheckAt: next === undefined ? now : new Date(next.startsAt - noticeMs),
      };
    }),
  );
  const saved = await readRows(
    em,
    sql<{ version: number }>`
      insert into next_open (therapist_id, kind, starts_at, recheck_at, version, told)
      select therapist_id, kind, starts_at, recheck_at, nextval('next_open_version'), true from unnest(
        ${found.map(({ therapistId }) => therapistId)}::text[], ${found.map(({ kind }) => kind)}::text[],
        ${found.map(({ startsAt }) => startsAt)}::timestamptz[], ${found.map(({ recheckAt }) => recheckAt)}::timestamptz[]
      ) with ordinality as row (therapist_id, kind, starts_at, recheck_at, nth)
      order by nth
      returning version::float8 as version`,
  );
  await readRows(em, sql`delete from availability_change where therapist_id = any(${ids})`);
  return found.map((each, nth) => Object.assign(each, { version: saved[nth]!.version }));
}

async function addNextOpenSlots(em: EntityManager, slots: readonly NextOpen[]): Promise<void> {
  await readRows(
    em,
    sql`
      insert into next_open_slot (therapist_id, kind, starts_at, version)
      select * from unnest(
        ${slots.map(({ therapistId }) => therapistId)}::text[], ${slots.map(({ kind }) => kind)}::text[],
        ${slots.map(({ startsAt }) => startsAt)}::timestamptz[], ${slots.map(({ version }) => version)}::bigint[])`,
  );
}
