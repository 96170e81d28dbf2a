import { Migration } from '@mikro-orm/migrations';

/**
 * The rating is kept beside the rows it is computed from, by the database itself: whatever writes a review corrects the
 * rating in the same transaction, and nothing can forget to.
 */
export class Reviews extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table review (
        id text primary key check (id like 'review\\_%'),
        therapist_id text not null references therapist (id),
        appointment_id text not null unique check (appointment_id like 'booking\\_%'),
        author_subject text not null check (length(author_subject) between 1 and 255),
        stars smallint not null check (stars between 1 and 5),
        listening smallint not null check (listening between 1 and 5),
        punctuality smallint not null check (punctuality between 1 and 5),
        clarity smallint not null check (clarity between 1 and 5),
        comfort smallint not null check (comfort between 1 and 5),
        comment text check (length(comment) between 1 and 1000),
        status text not null check (status in ('PUBLISHED', 'WITHDRAWN', 'HIDDEN')),
        status_reason text check (length(status_reason) between 1 and 500),
        created_at timestamptz not null,
        check (status <> 'HIDDEN' or status_reason is not null)
      );
      create index review_of_therapist on review (therapist_id, created_at desc, id desc) where status = 'PUBLISHED';
      create index review_of_author on review (author_subject);

      create table therapist_rating (
        therapist_id text primary key references therapist (id),
        one integer not null,
        two integer not null,
        three integer not null,
        four integer not null,
        five integer not null,
        count integer not null generated always as (one + two + three + four + five) stored,
        stars integer not null generated always as (one + 2 * two + 3 * three + 4 * four + 5 * five) stored,
        -- The shrunken mean in ten-thousandths of a star: see review/rating.rules.ts.
        score integer not null generated always as (
          round(10000.0 * (4 * 8 + one + 2 * two + 3 * three + 4 * four + 5 * five)
            / (8 + one + two + three + four + five))::integer) stored
      );

      create function refresh_ratings(ids text[]) returns void language plpgsql as $$
      begin
        -- Two reviews of one therapist at once would each count without the other: the second waits here, then sees the first.
        perform from therapist where id = any(ids) order by id for no key update;
        insert into therapist_rating (therapist_id, one, two, three, four, five)
        select t.id,
          count(*) filter (where r.stars = 1), count(*) filter (where r.stars = 2), count(*) filter (where r.stars = 3),
          count(*) filter (where r.stars = 4), count(*) filter (where r.stars = 5)
        from therapist t
        left join review r on r.therapist_id = t.id and r.status = 'PUBLISHED'
        where t.id = any(ids)
        group by t.id
        on conflict (therapist_id) do update set
          one = excluded.one, two = excluded.two, three = excluded.three, four = excluded.four, five = excluded.five;
      end $$;

      create function rating_of_new_therapists() returns trigger language plpgsql as $$
      begin
        perform refresh_ratings((select array_agg(id) from changed));
        return null;
      end $$;
      create trigger therapist_gets_rating after insert on therapist
        referencing new table as changed for each statement execute function rating_of_new_therapists();

      create function rating_of_changed_reviews() returns trigger language plpgsql as $$
      begin
        perform refresh_ratings((select array_agg(distinct therapist_id) from changed));
        return null;
      end $$;
      create trigger review_added after insert on review
        referencing new table as changed for each statement execute function rating_of_changed_reviews();
      create trigger review_changed after update on review
        referencing new table as changed for each statement execute function rating_of_changed_reviews();
      create trigger review_removed after delete on review
        referencing old table as changed for each statement execute function rating_of_changed_reviews();

      create function review_keeps_therapist() returns trigger language plpgsql as $$
      begin
        raise exception 'a review stays with its therapist and appointment' using errcode = '23514';
      end $$;
      create trigger review_keeps_therapist before update on review for each row
        when (new.therapist_id <> old.therapist_id or new.appointment_id <> old.appointment_id)
        execute function review_keeps_therapist();`);
  }
}
