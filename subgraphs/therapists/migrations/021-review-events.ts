import { Migration } from '@mikro-orm/migrations';

export class ReviewEvents extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create index review_highest on review (therapist_id, stars desc, created_at desc, id desc) where status = 'PUBLISHED';
      create index review_lowest on review (therapist_id, stars, created_at desc, id desc) where status = 'PUBLISHED';
      create index review_hidden on review (created_at desc, id desc) where status = 'HIDDEN';
      drop index review_of_author;
      create index review_of_author on review (author_subject, created_at desc, id desc);

      -- What became of a review, by whom and why. Rows are added and never changed.
      create table review_event (
        id bigint generated always as identity primary key,
        review_id text not null references review (id),
        event text not null check (event in ('SUBMITTED', 'WITHDRAWN', 'HIDDEN', 'RESTORED')),
        actor text not null check (actor in ('AUTHOR', 'ADMIN')),
        actor_subject text not null check (length(actor_subject) between 1 and 255),
        reason text check (length(reason) between 1 and 500),
        at timestamptz not null
      );
      create index on review_event (review_id, id);

      create function refuse_change() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed or removed', tg_table_name using errcode = 'restrict_violation';
      end $$;
      create trigger append_only before update or delete or truncate on review_event
        for each statement execute function refuse_change();`);
  }
}
