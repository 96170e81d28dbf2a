import { Migration } from '@mikro-orm/migrations';

/** Which mails have been handed over to be delivered: one row for each, whoever tries to send it and however often. */
export class Mail extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table mail (
        id text primary key,
        booking_id text not null references booking (id),
        state text not null check (state in ('WAITING', 'HANDED_OVER', 'SENT', 'REFUSED')),
        attempt uuid not null,
        is_certain boolean not null default true,
        created_at timestamptz not null default now(),
        handed_over_at timestamptz,
        settled_at timestamptz,
        check (state <> 'HANDED_OVER' or handed_over_at is not null)
      )`);
    this.addSql(`create index on mail (booking_id)`);
  }
}
