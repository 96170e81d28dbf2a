import { Migration } from '@mikro-orm/migrations';

/** What clients mark after an appointment: theirs, and their therapist's only for as long as they say so. */
export class Alliances extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table alliance (
        id text primary key check (id like 'alliance\\_%'),
        booking_id text not null unique references booking (id),
        safe smallint not null check (safe between 0 and 10),
        goals smallint not null check (goals between 0 and 10),
        tasks smallint not null check (tasks between 0 and 10),
        note text check (length(note) between 1 and 2000),
        sharing text not null check (sharing in ('NOTHING', 'MARKS', 'MARKS_AND_NOTE')),
        recorded_at timestamptz not null,
        updated_at timestamptz not null
      )`);
    // What was consented to and taken back, when: a consent must be shown to have been given.
    this.addSql(/* sql */ `
      create table alliance_consent (
        id bigint generated always as identity primary key,
        alliance_id text not null references alliance (id),
        at timestamptz not null,
        sharing text not null check (sharing in ('NOTHING', 'MARKS', 'MARKS_AND_NOTE'))
      )`);
    this.addSql(`create index on alliance_consent (alliance_id, id)`);
    this.addSql(/* sql */ `
      create trigger append_only before update or delete or truncate on alliance_consent
        for each statement execute function refuse_change()`);
  }
}
