import { defineEntity, p } from '@mikro-orm/postgresql';

/** A busy time imported from the therapist's own calendar. */
const schema = defineEntity({
  name: 'BusyTime',
  tableName: 'busy_time',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    therapistId: p.text(),
    startsAt: p.datetime().columnType('timestamptz'),
    endsAt: p.datetime().columnType('timestamptz'),
  },
});

export class BusyTime extends schema.class {}
schema.setClass(BusyTime);
