import { Migration } from '@mikro-orm/migrations';

/** Tables whose rows decide when a therapist is open, with the column that names the therapist. */
const watched = [
  ['therapist', 'id'],
  ['schedule', 'therapist_id'],
  ['weekly_hours', 'therapist_id'],
  ['date_override', 'therapist_id'],
  ['time_off', 'therapist_id'],
  ['busy_time', 'therapist_id'],
  ['booking', 'therapist_id'],
] as const;

/** What a statement of each kind leaves for its trigger to read. An update is seen from both sides. */
const transitions = {
  insert: 'new table as changed',
  update: 'new table as changed old table as before',
  delete: 'old table as changed',
};

/**
 * The next open slot of each therapist and kind, kept up to date. Triggers note every change, whichever path it took, as a
 * row of its own: nobody who books waits for the refresh, nor the refresh for them.
 */
export class NextOpenSlots extends Migration {
  override up(): void {
    // One sequence for all, so that a version tells newer from older whatever a listener keys its memory by.
    this.addSql(`create sequence next_open_version`);
    this.addSql(/* sql */ `
      create table next_open (
        therapist_id text not null references therapist (id),
        kind text not null check (kind in ('CONSULTATION', 'SESSION')),
        starts_at timestamptz,
        recheck_at timestamptz not null,
        version bigint not null default 0,
        told boolean not null default false,
        primary key (therapist_id, kind)
      )`);
    this.addSql(`create index on next_open (recheck_at)`);
    this.addSql(/* sql */ `
      create table availability_change (
        id bigint generated always as identity primary key,
        therapist_id text not null
      )`);
    this.addSql(`create index on availability_change (therapist_id)`);
    for (const [table, column] of watched) {
      for (const [operation, referencing] of Object.entries(transitions)) {
        const before = operation === 'update' ? `union select ${column} from before` : '';
        this.addSql(/* sql */ `
          create function note_${table}_${operation}() returns trigger language plpgsql as $$
          begin
            insert into bookings.availability_change (therapist_id) select ${column} from changed
              ${before || `group by ${column}`};
            return null;
          end $$`);
        this.addSql(/* sql */ `
          create trigger note_${operation} after ${operation} on ${table}
            referencing ${referencing}
            for each statement execute function note_${table}_${operation}()`);
      }
    }
  }
}
