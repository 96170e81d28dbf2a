import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AppointmentKind } from '../../shared/vocabulary.ts';

/** A client's wish for a time with a therapist within a window. */
const schema = defineEntity({
  name: 'WaitlistEntry',
  tableName: 'waitlist_entry',
  properties: {
    id: p.text().primary(),
    clientId: p.text(),
    therapistId: p.text(),
    kind: p.text().$type<AppointmentKind>(),
    windowFrom: p.datetime().columnType('timestamptz'),
    windowUntil: p.datetime().columnType('timestamptz'),
    status: p.text().$type<'WAITING' | 'BOOKED' | 'LEFT'>(),
    createdAt: p.datetime().columnType('timestamptz'),
    updatedAt: p.datetime().columnType('timestamptz'),
  },
});

export class WaitlistEntry extends schema.class {}
schema.setClass(WaitlistEntry);
