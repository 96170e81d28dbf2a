import { Migration } from '@mikro-orm/migrations';

/**
 * An article is an identity (`article`) and its revisions, which hold what it says. The public reads the revision whose
 * publication covers the moment of the request, so publishing at a time needs no job, and the exclusion constraint leaves
 * no moment with two. A revision is rendered when it is written: reading costs no Markdown.
 */
export class Articles extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table topic (
        id text primary key check (id like 'topic\\_%'),
        slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
        name text not null check (length(name) between 1 and 100),
        summary text not null,
        position integer not null default 0
      );

      -- What the event therapists.profile tells; kept with the highest version only.
      create table therapist (
        id text primary key check (id like 'therapist\\_%'),
        version bigint not null,
        slug text not null,
        name text not null,
        is_public boolean not null
      );
      create index on therapist (slug);

      create table article (
        id text primary key check (id like 'article\\_%'),
        slug text not null,
        status text not null check (status in ('DRAFT', 'IN_REVIEW', 'PUBLISHED', 'ARCHIVED')),
        head_revision integer not null check (head_revision > 0),
        created_at timestamptz not null,
        -- When it was or is to be first public.
        published_at timestamptz check (published_at is not null or status <> 'PUBLISHED')
      );
      create index on article ((coalesce(published_at, created_at)) desc, id desc);

      -- Every slug an article has had, so that old addresses keep leading to it and no other article takes them.
      create table article_slug (
        slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 100),
        article_id text not null references article deferrable initially deferred
      );
      create index on article_slug (article_id);
      alter table article add foreign key (slug) references article_slug deferrable initially deferred;

      create table article_revision (
        article_id text not null references article deferrable initially deferred,
        number integer not null check (number > 0),
        stage text not null check (stage in ('DRAFT', 'IN_REVIEW', 'APPROVED', 'PUBLISHED')),
        -- The time it is public, end excluded; null while it is not published, or without an end.
        published_from timestamptz,
        published_until timestamptz,
        -- When what it says was last changed, which for an imported revision is before it was saved here.
        updated_at timestamptz not null,
        created_at timestamptz not null,
        created_by text not null,
        created_by_name text,
        title text not null check (length(title) between 1 and 200),
        topic_id text not null references topic,
        hero_image_url text,
        hero_image_alt text check (length(hero_image_alt) > 0),
        author jsonb,
        reviewer jsonb,
        nutshell jsonb not null check (jsonb_typeof(nutshell) = 'array'),
        article_references jsonb not null check (jsonb_typeof(article_references) = 'array'),
        concerns text[] not null,
        essential_reading text[] not null,
        review_due_on date,
        markdown text not null,
        html text not null,
        blocks jsonb not null,
        table_of_contents jsonb not null,
        reading_minutes integer not null check (reading_minutes > 0),
        primary key (article_id, number),
        check ((hero_image_url is null) = (hero_image_alt is null)),
        check ((stage = 'PUBLISHED') = (published_from is not null)),
        check (published_until is null or (published_from is not null and published_until >= published_from)),
        exclude using gist (article_id with =, tstzrange(published_from, published_until) with &&)
          where (published_from is not null) deferrable initially deferred
      );
      alter table article add foreign key (id, head_revision) references article_revision (article_id, number)
        deferrable initially deferred;
      create index on article_revision (topic_id) where published_from is not null;
      create index on article_revision using gin (concerns) where published_from is not null;`);
  }
}
