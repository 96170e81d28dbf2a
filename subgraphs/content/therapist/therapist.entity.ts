import { defineEntity, p } from '@mikro-orm/postgresql';

/** What content knows of a therapist, from the event `therapists.profile`: enough to link a byline or a card. */
const schema = defineEntity({
  name: 'KnownTherapist',
  tableName: 'therapist',
  properties: {
    id: p.text().primary(),
    version: p.bigint('number'),
    slug: p.text(),
    name: p.text(),
    isPublic: p.boolean(),
    /** The token subject of the person whose profile it is; null while nobody has claimed it. */
    ownerSubject: p.text().nullable(),
  },
});

export class KnownTherapist extends schema.class {}
schema.setClass(KnownTherapist);
