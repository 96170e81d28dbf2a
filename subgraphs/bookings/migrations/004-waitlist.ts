import { Migration } from '@mikro-orm/migrations';

/** Who waits for a time with whom. An offer is a hold, so the same constraints that guard bookings make it exclusive. */
export class Waitlist extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table waitlist_entry (
        id text primary key check (id like 'waitlist\\_%'),
        client_id text not null references client (id),
        therapist_id text not null references therapist (id),
        kind text not null check (kind in ('CONSULTATION', 'SESSION')),
        window_from timestamptz not null,
        window_until timestamptz not null,
        status text not null check (status in ('WAITING', 'BOOKED', 'LEFT')),
        created_at timestamptz not null,
        updated_at timestamptz not null,
        check (window_from < window_until)
      )`);
    this.addSql(/* sql */ `
      create unique index waits_once on waitlist_entry (client_id, therapist_id, kind) where status = 'WAITING'`);
    this.addSql(/* sql */ `
      create index on waitlist_entry (therapist_id, created_at, id) where status = 'WAITING'`);
    this.addSql(`alter table booking add column waitlist_entry_id text references waitlist_entry (id)`);
    this.addSql(/* sql */ `
      create index on booking (waitlist_entry_id, starts_at) where waitlist_entry_id is not null`);
  }
}
