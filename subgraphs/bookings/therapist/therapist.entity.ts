import { defineEntity, p } from '@mikro-orm/postgresql';

/** What bookings knows of a therapist, fed by the event `therapists.profile`; the profile itself is the therapists subgraph's. */
const schema = defineEntity({
  name: 'Therapist',
  tableName: 'therapist',
  properties: {
    id: p.text().primary(),
    version: p.bigint('number'),
    isPublic: p.boolean(),
    slug: p.text(),
    name: p.text(),
    timeZone: p.text(),
    ownerSubject: p.text().strictNullable(),
    acceptingNewClients: p.boolean(),
  },
});

export class Therapist extends schema.class {}
schema.setClass(Therapist);
