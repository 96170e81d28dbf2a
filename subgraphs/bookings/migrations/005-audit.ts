import { Migration } from '@mikro-orm/migrations';

/** Who looked at what is somebody else's. Rows are added and never changed: no statement of this subgraph can, short of taking the trigger off the table it owns. */
export class Audit extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table audit (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        viewer_subject text not null,
        viewer_role text not null check (viewer_role in ('THERAPIST', 'ADMIN')),
        subject_type text not null check (subject_type in ('BOOKING', 'ALLIANCE')),
        subject_id text not null,
        client_id text not null,
        reason text check (length(reason) <= 500),
        check (viewer_role <> 'ADMIN' or reason is not null)
      )`);
    this.addSql(`create index on audit (client_id, id)`);
    this.addSql(`create index on audit (subject_id, id)`);
    this.addSql(/* sql */ `
      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
      end $$`);
    for (const table of ['audit', 'booking_event']) {
      this.addSql(/* sql */ `
        create trigger append_only before update or delete or truncate on ${table}
          for each statement execute function refuse_change()`);
    }
  }
}
