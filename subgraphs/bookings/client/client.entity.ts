import { defineEntity, p } from '@mikro-orm/postgresql';

/** A person who books: known by the subject of their token, with what mail to them needs. */
const schema = defineEntity({
  name: 'Client',
  tableName: 'client',
  properties: {
    id: p.text().primary(),
    subject: p.text().unique(),
    name: p.text().strictNullable(),
    email: p.text().strictNullable(),
    timeZone: p.text().strictNullable(),
    createdAt: p.datetime().columnType('timestamptz'),
  },
});

export class Client extends schema.class {}
schema.setClass(Client);
