import { defineEntity, p } from '@mikro-orm/postgresql';

/** A time in which the therapist takes no appointments, whatever their hours. */
const schema = defineEntity({
  name: 'TimeOff',
  tableName: 'time_off',
  properties: {
    id: p.text().primary(),
    therapistId: p.text(),
    startsAt: p.datetime().columnType('timestamptz'),
    endsAt: p.datetime().columnType('timestamptz'),
    /** For the therapist alone. */
    note: p.text().strictNullable(),
    createdAt: p.datetime().columnType('timestamptz'),
  },
});

export class TimeOff extends schema.class {}
schema.setClass(TimeOff);
