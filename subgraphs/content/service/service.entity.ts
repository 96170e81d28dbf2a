import { defineEntity, p } from '@mikro-orm/postgresql';
import type { Concern, Profession } from '../../shared/vocabulary.ts';

/** A kind of help that the platform offers, such as couples therapy. */
const schema = defineEntity({
  name: 'Service',
  tableName: 'service',
  properties: {
    id: p.text().primary(),
    slug: p.text().unique(),
    name: p.text(),
    summary: p.text(),
    description: p.text(),
    concerns: p.array().$type<Concern[]>().columnType('text[]'),
    professions: p.array().$type<Profession[]>().columnType('text[]'),
    position: p.integer(),
  },
});

export class Service extends schema.class {}
schema.setClass(Service);
