import { defineEntity, p } from '@mikro-orm/postgresql';
import type { AllianceSharing } from './alliance.type.ts';

/** A client's marks and note of one appointment that took place. */
const schema = defineEntity({
  name: 'Alliance',
  tableName: 'alliance',
  properties: {
    id: p.text().primary(),
    bookingId: p.text().unique(),
    safe: p.integer(),
    goals: p.integer(),
    tasks: p.integer(),
    note: p.text().strictNullable(),
    /** What the therapist may see at present. */
    sharing: p.text().$type<AllianceSharing>(),
    recordedAt: p.datetime().columnType('timestamptz'),
    updatedAt: p.datetime().columnType('timestamptz'),
  },
});

export class Alliance extends schema.class {}
schema.setClass(Alliance);
