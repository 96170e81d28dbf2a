import { defineEntity, p, PrimaryKeyProp } from '@mikro-orm/postgresql';
import type { SelfTestDefinition } from './self-test.definition.ts';

/** One version of a self test; the highest is the present one. */
const schema = defineEntity({
  name: 'SelfTest',
  tableName: 'self_test',
  properties: {
    id: p.text().primary(),
    version: p.integer().primary(),
    slug: p.text(),
    title: p.text(),
    summary: p.text(),
    minutes: p.integer(),
    position: p.integer(),
    definition: p.json<SelfTestDefinition>(),
  },
});

export class SelfTest extends schema.class {
  declare [PrimaryKeyProp]: ['id', 'version'];
}
schema.setClass(SelfTest);
