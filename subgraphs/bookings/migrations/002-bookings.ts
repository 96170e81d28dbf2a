import { Migration } from '@mikro-orm/migrations';
import { idempotencyTableSql } from '../../shared/idempotency.migration.ts';

/**
 * Clients and their appointments, with the constraints that are the judge of every promise about them. What one flush writes
 * together refers to each other by deferred keys, since the unit of work keeps no order among them.
 */
export class Bookings extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table client (
        id text primary key check (id like 'client\\_%'),
        subject text not null unique,
        name text,
        email text,
        time_zone text,
        created_at timestamptz not null
      )`);
    this.addSql(/* sql */ `
      create table series (
        id text primary key check (id like 'series\\_%'),
        therapist_id text not null references therapist (id),
        client_id text not null references client (id),
        kind text not null check (kind in ('CONSULTATION', 'SESSION')),
        every text not null check (every in ('WEEK', 'FORTNIGHT')),
        created_at timestamptz not null
      )`);
    this.addSql(/* sql */ `
      create table booking (
        id text primary key check (id like 'booking\\_%'),
        kind text not null check (kind in ('CONSULTATION', 'SESSION')),
        status text not null
          check (status in ('HELD', 'CONFIRMED', 'COMPLETED', 'NO_SHOW', 'CANCELLED', 'EXPIRED')),
        therapist_id text not null references therapist (id),
        client_id text not null references client (id),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        blocked_from timestamptz not null,
        blocked_until timestamptz not null,
        held_until timestamptz,
        consultation_place smallint check (consultation_place between 1 and 3),
        series_id text references series (id) deferrable initially deferred,
        occurrence integer check (occurrence >= 1),
        sequence integer not null default 0 check (sequence >= 0),
        -- As it was when the client booked: what a therapist changes later binds nobody who has booked before.
        cancellation_notice_hours integer not null default 24 check (cancellation_notice_hours between 0 and 336),
        room uuid not null default gen_random_uuid(),
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (starts_at < ends_at),
        check (ends_at <= starts_at + interval '4 hours'),
        check (blocked_from between starts_at - interval '4 hours' and starts_at),
        check (blocked_until between ends_at and ends_at + interval '4 hours'),
        check (status <> 'HELD' or held_until is not null),
        check ((series_id is null) = (occurrence is null)),

        -- No double booking: a therapist's time with its buffers, and a client's own time.
        -- Whoever books first turns holds that have run out into EXPIRED, so none of them stands in the way.
        constraint therapist_is_free
          exclude using gist (therapist_id with =, tstzrange(blocked_from, blocked_until) with &&)
          where (status in ('HELD', 'CONFIRMED')),
        constraint client_is_free
          exclude using gist (client_id with =, tstzrange(starts_at, ends_at) with &&)
          where (status in ('HELD', 'CONFIRMED')),

        -- Three places for upcoming consultations, each taken by at most one of a client's.
        constraint upcoming_consultation_has_a_place
          check (kind <> 'CONSULTATION' or status not in ('HELD', 'CONFIRMED') or consultation_place is not null)
      )`);
    this.addSql(/* sql */ `
      create unique index three_upcoming_consultations on booking (client_id, consultation_place)
        where kind = 'CONSULTATION' and status in ('HELD', 'CONFIRMED')`);
    // A client cannot cancel late, so every cancelled consultation gives the free one back.
    this.addSql(/* sql */ `
      create unique index one_consultation_each on booking (client_id, therapist_id)
        where kind = 'CONSULTATION' and status in ('HELD', 'CONFIRMED', 'COMPLETED', 'NO_SHOW')`);
    this.addSql(`create unique index on booking (series_id, occurrence) where series_id is not null`);
    this.addSql(`create index on booking (therapist_id, starts_at, id)`);
    this.addSql(`create index on booking (client_id, starts_at, id)`);
    this.addSql(`create index booking_completed on booking (therapist_id) where status = 'COMPLETED'`);
    this.addSql(`create index booking_to_complete on booking (ends_at) where status = 'CONFIRMED'`);
    this.addSql(`create index booking_to_expire on booking (held_until) where status = 'HELD'`);
    this.addSql(/* sql */ `
      create table booking_event (
        id bigint generated always as identity primary key,
        booking_id text not null references booking (id) deferrable initially deferred,
        at timestamptz not null,
        type text not null check (type in
          ('HELD', 'CONFIRMED', 'RESCHEDULED', 'CANCELLED', 'COMPLETED', 'MARKED_NO_SHOW', 'EXPIRED')),
        actor text not null check (actor in ('CLIENT', 'THERAPIST', 'ADMIN', 'SYSTEM')),
        actor_subject text,
        reason text check (length(reason) <= 500),
        previous_starts_at timestamptz,
        check ((actor = 'SYSTEM') = (actor_subject is null))
      )`);
    this.addSql(`create index on booking_event (booking_id, id)`);
    this.addSql(idempotencyTableSql);
  }
}
