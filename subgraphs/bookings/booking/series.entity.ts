import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AppointmentKind } from '../../shared/vocabulary.ts';

/** Ongoing appointments of one client with one therapist, at the same local time each week or fortnight. */
const schema = defineEntity({
  name: 'Series',
  tableName: 'series',
  properties: {
    id: p.text().primary(),
    therapistId: p.text(),
    clientId: p.text(),
    kind: p.text().$type<AppointmentKind>(),
    every: p.text().$type<'WEEK' | 'FORTNIGHT'>(),
    createdAt: p.datetime().columnType('timestamptz'),
  },
});

export class Series extends schema.class {}
schema.setClass(Series);
