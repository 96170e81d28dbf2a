/**
 * A facet counts therapists by every value of every filter: row by row that is millions of steps. Here each value has a
 * bit for each therapist, 4096 to a row, so that a filter is an AND and a count a population count over a few hundred bytes.
 */
export const searchBitsSql = /* sql */ `
  create table search_bits (
    token text collate "C" not null,
    block integer not null,
    bits bit(4096) not null,
    primary key (token, block)
  ) with (fillfactor = 60);

  create aggregate concat_bits (bit varying) (sfunc = bitcat, stype = bit varying, initcond = '');

  -- What a row is counted by: that it is there, the fee in bands of five dollars, the UTC hours of its next open slots.
  create function search_row_tokens(s therapist_search) returns text[] language sql immutable
  begin atomic
    select array_remove(
      array[
        'all:',
        'fee:' || lpad(ceil(s.session_cents / 500.0)::text, 4, '0'),
        'CONSULTATION:' || lpad(floor(extract(epoch from s.consultation_at) / 3600)::text, 7, '0'),
        'SESSION:' || lpad(floor(extract(epoch from s.session_at) / 3600)::text, 7, '0')],
      null);
  end;

  -- Until the transaction ends a block is one writer's: what is flipped there is flipped with its row, and two who change
  -- the same tokens in another order cannot block each other.
  create function lock_search_blocks(positions integer[]) returns void language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(hashtext('search_bits'), block)
    from (select distinct position >> 12 as block from unnest(positions) position order by 1) blocks;
  end $$;

  create function flip_search_bits(positions integer[], tokens text[]) returns void language plpgsql as $$
  begin
    if positions is null then return; end if;
    perform lock_search_blocks(positions);
    insert into search_bits as b (token, block, bits)
    select token, block, bit_or((word::bit(64))::bit(4096) >> (64 * nth))
    from (
      select u.token, u.position >> 12 as block, (u.position & 4095) >> 6 as nth,
        bit_or(1::bigint << (63 - (u.position & 63))) as word
      from unnest(positions, tokens) as u (position, token)
      group by 1, 2, 3
    ) words
    group by token, block
    on conflict (token, block) do update set bits = b.bits # excluded.bits;
  end $$;

  ${flipTriggers('therapist_search', 'search_row_tokens(r)')}
  ${flipTriggers('therapist_search_terms', 'r.tokens')}

  create function keep_search_words() returns trigger language plpgsql as $$
  begin
    insert into search_word
      select distinct said.word from (
        select split_part(token, ':', 2) as word from after_rows r cross join unnest(r.tokens) token
        where token >= 'label:' and token < 'label;' or token >= 'name:' and token < 'name;'
          or token >= 'text:' and token < 'text;'
      ) said
      where not exists (select from search_word known where known.word = said.word)
      order by 1
      on conflict do nothing;
    return null;
  end $$;
  create trigger keep_words_of_added after insert on therapist_search_terms
    referencing new table as after_rows for each statement execute function keep_search_words();
  create trigger keep_words_of_changed after update on therapist_search_terms
    referencing new table as after_rows for each statement execute function keep_search_words();

  create function rebuild_search_block(number integer) returns void language plpgsql as $$
  begin
    perform lock_search_blocks(array[number << 12]);
    delete from search_bits where block = number;
    perform flip_search_bits(array_agg(position), array_agg(token))
    from (
      select r.position, token from therapist_search r cross join unnest(search_row_tokens(r)) token
      union all
      select r.position, token from therapist_search_terms r cross join unnest(r.tokens) token
    ) every_token
    where position >> 12 = number;
  end $$;`;

/** Flips the bits that a statement on the table changes; `tokens` is what a row of it, called r, is counted by. */
function flipTriggers(table: string, tokens: string): string {
  const of = (rows: string) => `select r.position, token from ${rows} r cross join unnest(${tokens}) token`;
  return /* sql */ `
    create function ${table}_added() returns trigger language plpgsql as $$
    begin
      perform flip_search_bits(array_agg(position), array_agg(token)) from (${of('after_rows')}) flipped;
      return null;
    end $$;
    create trigger ${table}_added after insert on ${table}
      referencing new table as after_rows for each statement execute function ${table}_added();

    -- A row has a token once: a token in the old row or the new one, and not in both, has changed.
    create function ${table}_changed() returns trigger language plpgsql as $$
    begin
      perform flip_search_bits(array_agg(position), array_agg(token)) from (
        select position, token from (${of('before_rows')} union all ${of('after_rows')}) either
        group by position, token having count(*) = 1
      ) flipped;
      return null;
    end $$;
    create trigger ${table}_changed after update on ${table}
      referencing old table as before_rows new table as after_rows
      for each statement execute function ${table}_changed();

    create function ${table}_removed() returns trigger language plpgsql as $$
    begin
      perform flip_search_bits(array_agg(position), array_agg(token)) from (${of('before_rows')}) flipped;
      return null;
    end $$;
    create trigger ${table}_removed after delete on ${table}
      referencing old table as before_rows for each statement execute function ${table}_removed();`;
}
