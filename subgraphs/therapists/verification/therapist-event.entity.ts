import { defineEntity, p } from '@mikro-orm/postgresql';
import type { TherapistStatus } from '../therapist/therapist.vocabulary.ts';
import type { TherapistActor, TherapistEventType } from './therapist-transitions.rules.ts';

/** One thing that happened to a profile. Added with the change it tells of, and never changed. */
const schema = defineEntity({
  name: 'TherapistEvent',
  tableName: 'therapist_event',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    therapistId: p.text(),
    event: p.text().$type<TherapistEventType>(),
    fromStatus: p.text().$type<TherapistStatus>().strictNullable(),
    toStatus: p.text().$type<TherapistStatus>(),
    actor: p.text().$type<TherapistActor>(),
    actorSubject: p.text(),
    reason: p.text().strictNullable(),
    at: p.datetime(),
  },
});

export class TherapistEvent extends schema.class {}
schema.setClass(TherapistEvent);
