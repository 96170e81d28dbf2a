import { Migration } from '@mikro-orm/migrations';

export class Profiles extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      -- Whether http is allowed is a setting (never in production): here only what is no address at all is refused.
      alter table therapist drop constraint therapist_photo_url_check;
      alter table therapist add constraint therapist_photo_url_check
        check (photo_url ~ '^(/[^/]|https?://[^/])' and length(photo_url) <= 500);

      create index therapist_to_verify on therapist (id) where status = 'SUBMITTED';

      -- Every slug that a therapist has or had: old addresses lead on, and nobody else can take them.
      create table therapist_slug (
        slug text primary key,
        therapist_id text not null references therapist (id)
      );
      create index on therapist_slug (therapist_id);
      insert into therapist_slug (slug, therapist_id) select slug, id from therapist;

      create function keep_slugs() returns trigger language plpgsql as $$
      begin
        insert into therapist_slug (slug, therapist_id) select slug, id from changed on conflict do nothing;
        if exists (select from changed c join therapist_slug s on s.slug = c.slug and s.therapist_id <> c.id) then
          raise exception 'another therapist has or had this slug'
            using errcode = 'unique_violation', constraint = 'therapist_slug_taken';
        end if;
        return null;
      end $$;
      create trigger therapist_slug_added after insert on therapist
        referencing new table as changed for each statement execute function keep_slugs();
      create trigger therapist_slug_changed after update on therapist
        referencing new table as changed for each statement execute function keep_slugs();

      -- What became of a profile, by whom and why. Rows are added and never changed.
      create table therapist_event (
        id bigint generated always as identity primary key,
        therapist_id text not null references therapist (id),
        event text not null check (event in
          ('CREATED', 'SUBMITTED', 'RETURNED', 'VERIFIED', 'CLAIMS_CHANGED', 'SUSPENDED', 'REINSTATED')),
        from_status text check (from_status in ('DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED')),
        to_status text not null check (to_status in ('DRAFT', 'SUBMITTED', 'VERIFIED', 'SUSPENDED')),
        actor text not null check (actor in ('OWNER', 'ADMIN')),
        actor_subject text not null check (length(actor_subject) between 1 and 255),
        reason text check (length(reason) between 1 and 500),
        at timestamptz not null,
        check (event not in ('RETURNED', 'SUSPENDED') or reason is not null)
      );
      create index on therapist_event (therapist_id, id);
      create trigger append_only before update or delete or truncate on therapist_event
        for each statement execute function refuse_change();`);
  }
}
