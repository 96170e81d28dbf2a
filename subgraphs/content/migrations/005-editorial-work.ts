import { Migration } from '@mikro-orm/migrations';
import { idempotencyTableSql } from '../../shared/idempotency.migration.ts';

export class EditorialWork extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      ${idempotencyTableSql}

      -- Whose profile it is: they may review what they are asked to. Told with the next event of each profile.
      alter table therapist add column owner_subject text;

      alter table article_revision
        add column note text check (length(note) between 1 and 500),
        -- The therapist who is asked to review it, or has.
        add column reviewer_therapist_id text,
        add column approved_at timestamptz;
      create index on article_revision (reviewer_therapist_id) where stage = 'IN_REVIEW';
      create index on article_revision (review_due_on) where published_from is not null;

      -- What happened to a revision, by whom and when. Rows are only ever added.
      create table article_event (
        id bigint generated always as identity primary key,
        article_id text not null references article deferrable initially deferred,
        revision integer not null,
        kind text not null check (kind in ('SAVED', 'IMPORTED', 'RESTORED', 'SUBMITTED', 'CHANGES_REQUESTED', 'APPROVED',
          'PUBLISHED', 'SCHEDULED', 'UNSCHEDULED', 'ARCHIVED', 'SLUG_CHANGED')),
        at timestamptz not null,
        by_subject text not null,
        by_name text,
        note text
      );
      create index on article_event (article_id, revision);`);
  }
}
