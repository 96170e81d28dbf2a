import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Approach, ClientGroup, Concern, Profession, State } from '../../shared/vocabulary.ts';
import type { RegistrationKind, TherapistStatus } from './therapist.vocabulary.ts';

/** A therapist's profile. Who may see it is `therapist.visibility.ts`'s to say. */
const schema = defineEntity({
  name: 'Therapist',
  tableName: 'therapist',
  properties: {
    id: p.text().primary(),
    slug: p.text().unique(),
    name: p.text(),
    pronouns: p.text().strictNullable(),
    /** An https address, or a path of this site (`/photos/…`). */
    photoUrl: p.text().strictNullable(),
    headline: p.text(),
    bioMarkdown: p.text(),
    profession: p.text().$type<Profession>(),
    state: p.text().$type<State>(),
    /** IANA zone, never derived from the state. */
    timeZone: p.text(),
    /** BCP 47. */
    languages: p.array().$type<string[]>().columnType('text[]'),
    approaches: p.array().$type<Approach[]>().columnType('text[]'),
    concerns: p.array().$type<Concern[]>().columnType('text[]'),
    clientGroups: p.array().$type<ClientGroup[]>().columnType('text[]'),
    registrationKind: p.text().$type<RegistrationKind>().strictNullable(),
    /** Ahpra's number, or the association's membership number. */
    registrationNumber: p.text().strictNullable(),
    registrationAssociation: p.text().strictNullable(),
    status: p.text().$type<TherapistStatus>(),
    acceptingNewClients: p.boolean(),
    /** Calendar year. */
    practisingSince: p.integer().strictNullable(),
    /** The token subject of the person whose profile it is; null when nobody has claimed it. */
    ownerSubject: p.text().strictNullable(),
    joinedAt: p.datetime(),
    /** Rises with every `therapists.profile` told; written by `announceProfiles` alone. */
    profileVersion: p.bigint('number').default(0),
  },
});

export class Therapist extends schema.class {}
schema.setClass(Therapist);
