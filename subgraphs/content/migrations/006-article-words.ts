import { Migration } from '@mikro-orm/migrations';

/**
 * Every word that articles have used, so that a mistyped word is compared with words, by an index, and not with articles.
 * Words are never taken out: one that no visible article has any more finds nothing.
 */
export class ArticleWords extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
      create table article_word (word text primary key);
      create index on article_word using gin (word extensions.gin_trgm_ops);

      create function article_words(revision article_revision) returns setof text language sql stable
        as $$
          select distinct word
          from regexp_split_to_table(
            plain(revision.title || ' ' || revision.points_text || ' ' || revision.body_text), '[^a-z0-9]+') word
          where length(word) between 4 and 40
        $$;

      create function remember_article_words() returns trigger language plpgsql
        as $$
          begin
            -- In one order, so that two articles saved at once wait for each other and never in a circle.
            insert into article_word select word from article_words(new) word order by word on conflict do nothing;
            return null;
          end
        $$;
      create trigger remember_article_words after insert or update of title, points_text, body_text on article_revision
        for each row execute function remember_article_words();

      insert into article_word
        select distinct word from article_revision r, article_words(r) word on conflict do nothing;
      -- The headline's trigrams are no longer asked for.
      alter table article_revision drop column headline;`);
  }
}
