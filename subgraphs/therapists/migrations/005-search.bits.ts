/**
 * A facet counts therapists by every value of every filter: row by row that is millions of steps. Here each value has a
 * bit for each therapist, 4096 to a row, so that a count is an AND and a population count over a few hundred bytes.
 */
export const searchBitsSql = /* sql */ `
  create table search_bits (
    token text collate "C" not null,
    block integer not null,
    bits bit(4096) not null,
    primary key (token, block)
  ) with (fillfactor = 60);

  -- Ceilings that the fee facet counts by, in cents; the same as directory.rules.ts has.
  create function fee_band(cents integer) returns integer language sql immutable
  begin atomic
    select width_bucket(cents - 1, array[10000, 12000, 14000, 16000, 18000, 20000, 22000, 25000, 30000]);
  end;

  -- Everything a row is counted by: besides its tokens the fee's band, and the UTC hours of its next open slots.
  create function search_bit_tokens(s therapist_search) returns text[] language sql immutable
  begin atomic
    select array_remove(
      s.tokens || array[
        'all:',
        'fee:' || fee_band(s.session_cents),
        'CONSULTATION:' || lpad(floor(extract(epoch from s.consultation_at) / 3600)::text, 7, '0'),
        'SESSION:' || lpad(floor(extract(epoch from s.session_at) / 3600)::text, 7, '0')],
      null);
  end;

  create function flip_search_bits(positions integer[], tokens text[]) returns void language plpgsql as $$
  begin
    if positions is null then return; end if;
    -- Whoever rebuilds the bits holds this alone, and so sees every flip with its row or neither.
    perform pg_advisory_xact_lock_shared(hashtext('search_bits'));
    -- In the key's order, so that two at once wait for each other and never in a circle.
    insert into search_bits as b (token, block, bits)
    select token, block, bit_or((word::bit(64))::bit(4096) >> (64 * nth))
    from (
      select u.token, u.position >> 12 as block, (u.position & 4095) >> 6 as nth,
        bit_or(1::bigint << (63 - (u.position & 63))) as word
      from unnest(positions, tokens) as u (position, token)
      group by 1, 2, 3
    ) words
    group by token, block
    order by token collate "C", block
    on conflict (token, block) do update set bits = b.bits # excluded.bits;
  end $$;

  create function search_row_added() returns trigger language plpgsql as $$
  begin
    perform flip_search_bits(array_agg(s.position), array_agg(token))
    from added s cross join unnest(search_bit_tokens(s)) token;
    insert into search_word
      select distinct word from added s cross join unnest(tsvector_to_array(s.all_words)) word
      where length(word) between 2 and 40 order by word
      on conflict do nothing;
    return null;
  end $$;

  create function search_row_changed() returns trigger language plpgsql as $$
  begin
    -- A row has a token once: a token in the old row or the new one, and not in both, has changed.
    perform flip_search_bits(array_agg(position), array_agg(token)) from (
      select position, token from (
        select s.position, token from before s cross join unnest(search_bit_tokens(s)) token
        union all
        select s.position, token from after s cross join unnest(search_bit_tokens(s)) token
      ) both_rows
      group by position, token having count(*) = 1
    ) changed;
    insert into search_word
      select distinct word from after s
      join before b on b.therapist_id = s.therapist_id and b.all_words <> s.all_words
      cross join unnest(tsvector_to_array(s.all_words)) word
      where length(word) between 2 and 40 order by word
      on conflict do nothing;
    return null;
  end $$;

  create function search_row_removed() returns trigger language plpgsql as $$
  begin
    perform flip_search_bits(array_agg(s.position), array_agg(token))
    from removed s cross join unnest(search_bit_tokens(s)) token;
    return null;
  end $$;

  create trigger search_row_added after insert on therapist_search
    referencing new table as added for each statement execute function search_row_added();
  create trigger search_row_changed after update on therapist_search
    referencing old table as before new table as after for each statement execute function search_row_changed();
  create trigger search_row_removed after delete on therapist_search
    referencing old table as removed for each statement execute function search_row_removed();

  create function rebuild_search_bits() returns void language plpgsql as $$
  declare
    first_position integer;
  begin
    perform pg_advisory_xact_lock(hashtext('search_bits'));
    delete from search_bits;
    for first_position in select distinct position >> 12 << 12 from therapist_search order by 1 loop
      perform flip_search_bits(array_agg(s.position), array_agg(token))
      from therapist_search s cross join unnest(search_bit_tokens(s)) token
      where s.position between first_position and first_position + 4095;
    end loop;
  end $$;`;
