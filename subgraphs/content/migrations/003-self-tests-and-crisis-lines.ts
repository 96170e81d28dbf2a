import { Migration } from '@mikro-orm/migrations';

export class SelfTestsAndCrisisLines extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      -- A version never changes once it is out: a correction is the next version.
      create table self_test (
        id text not null check (id like 'selftest\\_%'),
        version integer not null check (version > 0),
        slug text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        title text not null,
        summary text not null,
        minutes integer not null check (minutes > 0),
        position integer not null default 0,
        definition jsonb not null,
        primary key (id, version),
        unique (slug, version)
      );

      create table crisis_line (
        slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text not null,
        phone text not null,
        text_phone text,
        website text,
        hours text not null,
        audience text not null,
        description text not null,
        -- Empty: everywhere in Australia.
        states text[] not null default '{}',
        position integer not null default 0
      );`);
  }
}
