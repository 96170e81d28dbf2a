export const searchTableSql = /* sql */ `
  -- What the directory is put in order by: narrow, since it is walked, and with an index for every order.
  create sequence therapist_search_position minvalue 0 start 0;
  create table therapist_search (
    therapist_id text primary key references therapist (id),
    -- Where the therapist's bit is in search_bits.
    position integer not null unique default nextval('therapist_search_position'),
    score integer not null,
    -- The session fee of today; null when none is set.
    session_cents integer,
    fee_rank integer not null generated always as (coalesce(session_cents, 2147483647)) stored,
    consultation_at timestamptz,
    session_at timestamptz
  ) with (fillfactor = 80);
  create index therapist_search_score on therapist_search (score desc, therapist_id) include (position);
  create index therapist_search_fee on therapist_search (fee_rank, score desc, therapist_id) include (position);
  create index therapist_search_consultation on therapist_search (consultation_at, score desc, therapist_id)
    include (position);
  create index therapist_search_session on therapist_search (session_at, score desc, therapist_id) include (position);
  create index fee_effective on fee (effective_from);

  -- What it is searched by. Next to nothing stays in the row itself, so that the index of a common word finds its rows on
  -- few pages.
  create table therapist_search_terms (
    therapist_id text primary key references therapist (id),
    position integer not null,
    -- What filters ask for: 'state:NSW', 'concern:GRIEF', 'language:zh'.
    tokens text[] not null,
    -- Text search, as wide as RELEVANCE goes: the name; with what the profile ticks; with what it says.
    name_words tsvector not null,
    label_words tsvector not null,
    all_words tsvector not null
  ) with (toast_tuple_target = 128);
  create index therapist_search_name on therapist_search_terms using gin (name_words);
  create index therapist_search_label on therapist_search_terms using gin (label_words);
  create index therapist_search_all on therapist_search_terms using gin (all_words);

  -- Every word that any profile has had: where a mistyped word finds the one that was meant.
  create table search_word (word text primary key);
  create index search_word_prefix on search_word (word text_pattern_ops);
  create index search_word_trigrams on search_word using gin (word extensions.gin_trgm_ops);

  create function current_session_cents(therapist_id text, time_zone text) returns integer language sql stable
  begin atomic
    select f.cents from fee f
    where f.therapist_id = $1 and f.kind = 'SESSION' and f.effective_from <= (now() at time zone $2)::date
    order by f.effective_from desc limit 1;
  end;

  -- A language counts under its code and under the code without script or region: 'zh-Hant' also as 'zh'.
  create function therapist_tokens(t therapist) returns text[] language sql stable
  begin atomic
    select array(
      select distinct token from (
        select 'state:' || t.state as token
        union all select 'profession:' || t.profession
        union all select 'accepting:' where t.accepting_new_clients
        union all select 'concern:' || c from unnest(t.concerns) c
        union all select 'approach:' || a from unnest(t.approaches) a
        union all select 'group:' || g from unnest(t.client_groups) g
        union all select 'language:' || l from unnest(t.languages) l
        union all select 'language:' || split_part(l, '-', 1) from unnest(t.languages) l
      ) tokens order by token);
  end;

  create view search_source as
    select t.id as therapist_id, coalesce(r.score, 40000) as score,
      current_session_cents(t.id, t.time_zone) as session_cents,
      (select n.starts_at from next_open_slot n where n.therapist_id = t.id and n.kind = 'CONSULTATION') as consultation_at,
      (select n.starts_at from next_open_slot n where n.therapist_id = t.id and n.kind = 'SESSION') as session_at
    from therapist t
    left join therapist_rating r on r.therapist_id = t.id
    where t.status = 'VERIFIED';

  create view search_terms_source as
    select t.id as therapist_id, k.tokens, w.name_words, w.name_words || w.ticked as label_words,
      w.name_words || w.ticked || to_tsvector('simple', extensions.unaccent(t.headline || ' ' || t.bio_markdown)) as all_words
    from therapist t
    cross join lateral (select therapist_tokens(t) as tokens) k
    cross join lateral (
      select to_tsvector('simple', extensions.unaccent(t.name)) as name_words,
        to_tsvector('simple', coalesce(
          (select string_agg(l.words, ' ') from search_label l where l.token = any(k.tokens)), '')) as ticked
    ) w
    where t.status = 'VERIFIED';`;
