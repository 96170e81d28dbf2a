import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AppointmentKind } from '../../shared/vocabulary.ts';

/** What an appointment of this kind costs from a day on, until a later row. Consultations are free and need no row. */
const schema = defineEntity({
  name: 'Fee',
  tableName: 'fee',
  properties: {
    therapistId: p.text().primary(),
    kind: p.text().$type<AppointmentKind>().primary(),
    /** `YYYY-MM-DD`, a day in the therapist's time zone. */
    effectiveFrom: p.date().primary(),
    cents: p.integer(),
  },
});

export class Fee extends schema.class {}
schema.setClass(Fee);
