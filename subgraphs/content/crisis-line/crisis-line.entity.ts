import { defineEntity, p } from '@mikro-orm/postgresql';
import type { State } from '../../shared/vocabulary.ts';
import type { CrisisAudience } from './crisis-line.type.ts';

/** Somebody to ring at once. */
const schema = defineEntity({
  name: 'CrisisLine',
  tableName: 'crisis_line',
  properties: {
    slug: p.text().primary(),
    name: p.text(),
    phone: p.text(),
    textPhone: p.text().nullable(),
    website: p.text().nullable(),
    hours: p.text(),
    audience: p.text().$type<CrisisAudience>(),
    description: p.text(),
    /** Empty: everywhere in Australia. */
    states: p.array().$type<State[]>().columnType('text[]'),
    position: p.integer(),
  },
});

export class CrisisLine extends schema.class {}
schema.setClass(CrisisLine);
