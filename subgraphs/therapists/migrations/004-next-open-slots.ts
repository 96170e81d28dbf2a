import { Migration } from '@mikro-orm/migrations';

export class NextOpenSlots extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      -- What bookings last told. No reference to therapist: an event may come before the therapist it is about.
      create table next_open_slot (
        therapist_id text not null,
        kind text not null check (kind in ('CONSULTATION', 'SESSION')),
        starts_at timestamptz,
        version bigint not null,
        primary key (therapist_id, kind)
      );
      create index next_open_slot_soonest on next_open_slot (kind, starts_at, therapist_id);`);
  }
}
