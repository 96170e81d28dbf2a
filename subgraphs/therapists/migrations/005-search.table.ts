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
  create index therapist_concerns on therapist using gin (concerns);

  -- What it is searched by: 'state:NSW', 'concern:GRIEF', 'language:zh', and every word under the most telling place it has
  -- in the profile: 'name:chen', 'label:grief' for what is ticked, 'text:listen' for headline and bio.
  create table therapist_search_terms (
    therapist_id text primary key references therapist (id),
    position integer not null,
    tokens text[] not null
  );

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
  create function therapist_tokens(t therapist) returns setof text language sql stable
  begin atomic
    select 'state:' || t.state
    union all select 'profession:' || t.profession
    union all select 'concern:' || c from unnest(t.concerns) c
    union all select 'approach:' || a from unnest(t.approaches) a
    union all select 'group:' || g from unnest(t.client_groups) g
    union all select 'language:' || l from unnest(t.languages) l
    union select 'language:' || split_part(l, '-', 1) from unnest(t.languages) l;
  end;

  -- The words of a text as the search knows them: without accents and case, from 2 to 40 letters long.
  create function plain_words(text text) returns setof text language sql stable
  begin atomic
    select word from unnest(tsvector_to_array(to_tsvector('simple', extensions.unaccent(text)))) word
    where length(word) between 2 and 40;
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
    select t.id as therapist_id, (
      with ticked as (select token from therapist_tokens(t) token)
      select array_agg(token order by token collate "C") from (
        select token from ticked
        union all
        select place || ':' || word from (select distinct on (word) place, word from (
          select 1 as nth, 'name' as place, word from plain_words(t.name) word
          union all select 2, 'label', word from ticked join search_label l using (token), plain_words(l.words) word
          union all select 3, 'text', word from plain_words(t.headline || ' ' || t.bio_markdown) word
        ) said
        order by word, nth) telling
      ) every_token (token)
    ) as tokens
    from therapist t
    where t.status = 'VERIFIED';`;
