import { Migration } from '@mikro-orm/migrations';

export class Services extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table service (
        id text primary key check (id like 'service\\_%'),
        slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
        name text not null,
        summary text not null,
        description text not null,
        concerns text[] not null default '{}',
        professions text[] not null default '{}',
        position integer not null default 0
      )`);
  }
}
