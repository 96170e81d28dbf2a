import { Migration } from '@mikro-orm/migrations';

/** What a therapist connects to their appointments, and who changed what of when they can be booked. */
export class TherapistsSide extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table availability_log (
        id bigint generated always as identity primary key,
        therapist_id text not null references therapist (id),
        at timestamptz not null,
        actor text not null check (actor in ('THERAPIST', 'ADMIN')),
        actor_subject text not null,
        operation text not null,
        reason text check (length(reason) <= 500),
        check (actor <> 'ADMIN' or reason is not null)
      )`);
    this.addSql(`create index on availability_log (therapist_id, id)`);
    this.addSql(/* sql */ `
      create trigger append_only before update or delete or truncate on availability_log
        for each statement execute function refuse_change()`);
    this.addSql(/* sql */ `
      create table calendar_import (
        therapist_id text primary key references therapist (id),
        url text not null check (length(url) between 1 and 2000),
        status text not null default 'WAITING' check (status in
          ('WAITING', 'OK', 'ADDRESS_NOT_ALLOWED', 'UNREACHABLE', 'TIMED_OUT', 'HTTP_ERROR', 'TOO_LARGE', 'NOT_A_CALENDAR')),
        http_status integer,
        events integer,
        failures integer not null default 0,
        etag text,
        last_modified text,
        time_zone text,
        known_until timestamptz,
        created_at timestamptz not null,
        checked_at timestamptz,
        succeeded_at timestamptz,
        due_at timestamptz not null
      )`);
    this.addSql(`create index on calendar_import (due_at)`);
    // Each of these is a person's own: with another owner of the profile, it is void. The secret of a feed is told once and
    // kept by nobody.
    this.addSql(/* sql */ `
      create table calendar_feed (
        therapist_id text primary key references therapist (id),
        owner_subject text not null,
        token_hash text not null unique,
        created_at timestamptz not null,
        last_read_at timestamptz
      )`);
    this.addSql(/* sql */ `
      create table therapist_mail (
        therapist_id text primary key references therapist (id),
        owner_subject text not null,
        email text not null check (length(email) between 3 and 320),
        since timestamptz not null
      )`);
  }
}
