import { defineEntity, p } from '@mikro-orm/postgresql';

/** A stretch of one weekday in which the therapist works, in wall-clock minutes of their own time zone. */
const schema = defineEntity({
  name: 'WeeklyHours',
  tableName: 'weekly_hours',
  properties: {
    id: p.bigint('string').primary().autoincrement(),
    therapistId: p.text(),
    /** ISO: 1 is Monday, 7 is Sunday. */
    weekday: p.integer(),
    startMinute: p.integer(),
    endMinute: p.integer(),
    /** First and last local date (`YYYY-MM-DD`), both included; null is open-ended. */
    effectiveFrom: p.date().strictNullable(),
    effectiveUntil: p.date().strictNullable(),
  },
});

export class WeeklyHours extends schema.class {}
schema.setClass(WeeklyHours);
