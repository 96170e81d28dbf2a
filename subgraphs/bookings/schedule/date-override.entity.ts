import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import type { LocalRange } from '../slot/slot.rules.ts';

/** Replaces the weekly hours of one local date; no ranges means closed. */
const schema = defineEntity({
  name: 'DateOverride',
  tableName: 'date_override',
  properties: {
    therapistId: p.text().primary(),
    /** `YYYY-MM-DD` in the therapist's time zone. */
    date: p.date().primary(),
    ranges: p.json<LocalRange[]>(),
  },
});

export class DateOverride extends schema.class {
  override [PrimaryKeyProp]?: ['therapistId', 'date'];
}
schema.setClass(DateOverride);
