import { sql, type RawBuilder } from 'kysely';
import type { Approach, ClientGroup, Concern, Profession, State } from '../../shared/vocabulary.ts';
import type { StarCounts } from '../review/rating.rules.ts';
import type { RegistrationKind, TherapistStatus } from './therapist.vocabulary.ts';

/** A therapist as read for an answer: the profile and the review counts in one row, so that no list needs a second read. */
export interface TherapistRecord {
  id: string;
  slug: string;
  name: string;
  pronouns: string | null;
  storedPhotoUrl: string | null;
  headline: string;
  bioMarkdown: string;
  profession: Profession;
  state: State;
  timeZone: string;
  languages: string[];
  approaches: Approach[];
  concerns: Concern[];
  clientGroups: ClientGroup[];
  registration: { kind: RegistrationKind; number: string; association: string | null } | null;
  status: TherapistStatus;
  acceptingNewClients: boolean;
  practisingSince: number | null;
  ownerSubject: string | null;
  joinedAt: Date;
  starCounts: StarCounts;
}

export type TherapistRow = Omit<TherapistRecord, 'registration' | 'joinedAt'> & {
  registrationKind: RegistrationKind | null;
  registrationNumber: string | null;
  registrationAssociation: string | null;
  joinedAtMs: number;
};

/** The columns of a record, from `therapistTables`. */
export const therapistColumns: RawBuilder<TherapistRow> = sql<TherapistRow>`
  t.id, t.slug, t.name, t.pronouns, t.photo_url as "storedPhotoUrl", t.headline, t.bio_markdown as "bioMarkdown",
  t.profession, t.state, t.time_zone as "timeZone", t.languages, t.approaches, t.concerns,
  t.client_groups as "clientGroups", t.registration_kind as "registrationKind",
  t.registration_number as "registrationNumber", t.registration_association as "registrationAssociation",
  t.status, t.accepting_new_clients as "acceptingNewClients", t.practising_since as "practisingSince",
  t.owner_subject as "ownerSubject", extract(epoch from t.joined_at)::float8 * 1000 as "joinedAtMs",
  array[r.one, r.two, r.three, r.four, r.five] as "starCounts"`;

/** Every therapist has a rating row from the first, so the join loses none. */
export const therapistTables: RawBuilder<unknown> = sql`
  therapist t join therapist_rating r on r.therapist_id = t.id`;

export function toRecord(row: TherapistRow): TherapistRecord {
  const {
    registrationKind: kind,
    registrationNumber: number,
    registrationAssociation,
    joinedAtMs,
    ...same
  } = row;
  const registration =
    kind === null || number === null ? null : { kind, number, association: registrationAssociation };
  return { ...same, registration, joinedAt: new Date(joinedAtMs) };
}
