import { Migration } from '@mikro-orm/migrations';

/** Therapists as bookings knows them, and everything that decides when they can be booked. */
export class Availability extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table therapist (
        id text primary key check (id ~ '^therapist_[0-7][0-9a-hjkmnp-tv-z]{25}$'),
        version bigint not null,
        is_public boolean not null,
        slug text not null,
        name text not null,
        time_zone text not null,
        owner_subject text,
        accepting_new_clients boolean not null
      )`);
    this.addSql(`create index on therapist (owner_subject) where owner_subject is not null`);
    this.addSql(/* sql */ `
      create table schedule (
        therapist_id text primary key references therapist (id),
        consultation_minutes integer not null default 15 check (consultation_minutes between 5 and 240),
        consultation_step_minutes integer not null default 15 check (consultation_step_minutes between 5 and 1440),
        session_minutes integer not null default 50 check (session_minutes between 5 and 240),
        session_step_minutes integer not null default 60 check (session_step_minutes between 5 and 1440),
        buffer_before_minutes integer not null default 0 check (buffer_before_minutes between 0 and 240),
        buffer_after_minutes integer not null default 0 check (buffer_after_minutes between 0 and 240),
        minimum_notice_minutes integer not null default 120 check (minimum_notice_minutes between 0 and 43200),
        horizon_days integer not null default 60 check (horizon_days between 1 and 366),
        daily_limit integer check (daily_limit between 1 and 100),
        cancellation_notice_hours integer not null default 24 check (cancellation_notice_hours between 0 and 336)
      )`);
    this.addSql(/* sql */ `
      create table weekly_hours (
        id bigint generated always as identity primary key,
        therapist_id text not null references therapist (id),
        weekday smallint not null check (weekday between 1 and 7),
        start_minute smallint not null check (start_minute between 0 and 1439),
        end_minute smallint not null check (end_minute between 1 and 1440),
        effective_from date,
        effective_until date,
        check (start_minute < end_minute),
        check (effective_from <= effective_until)
      )`);
    this.addSql(`create index on weekly_hours (therapist_id)`);
    this.addSql(/* sql */ `
      create table date_override (
        therapist_id text not null references therapist (id),
        date date not null,
        ranges jsonb not null check (jsonb_typeof(ranges) = 'array'),
        primary key (therapist_id, date)
      )`);
    this.addSql(/* sql */ `
      create table time_off (
        id text primary key check (id like 'timeoff\\_%'),
        therapist_id text not null references therapist (id),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        note text check (length(note) <= 500),
        created_at timestamptz not null,
        check (starts_at < ends_at)
      )`);
    this.addSql(`create index on time_off (therapist_id, ends_at)`);
    this.addSql(/* sql */ `
      create table busy_time (
        id bigint generated always as identity primary key,
        therapist_id text not null references therapist (id),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        check (starts_at < ends_at)
      )`);
    this.addSql(`create index on busy_time (therapist_id, ends_at)`);
  }
}
