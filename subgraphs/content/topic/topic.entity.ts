import { defineEntity, p } from '@mikro-orm/postgresql';

/** A part of the library that articles are filed under; each article has one. */
const schema = defineEntity({
  name: 'Topic',
  tableName: 'topic',
  properties: {
    id: p.text().primary(),
    slug: p.text().unique(),
    name: p.text(),
    summary: p.text(),
    position: p.integer(),
  },
});

export class Topic extends schema.class {}
schema.setClass(Topic);
