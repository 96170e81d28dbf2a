/** What a search row is made of, and when it is made again. Each locks the therapist first, so that no change is computed from what another is about to replace. */
export const searchTriggersSql = /* sql */ `
  create function lock_therapists(ids text[]) returns void language plpgsql as $$
  begin
    perform from therapist where id = any(ids) order by id for no key update;
  end $$;

  create function refresh_search(ids text[]) returns void language plpgsql as $$
  begin
    perform lock_therapists(ids);
    delete from therapist_search_terms s using therapist t
    where t.id = any(ids) and s.therapist_id = t.id and t.status <> 'VERIFIED';
    delete from therapist_search s using therapist t
    where t.id = any(ids) and s.therapist_id = t.id and t.status <> 'VERIFIED';

    update therapist_search s set
      score = v.score, session_cents = v.session_cents, consultation_at = v.consultation_at, session_at = v.session_at
    from search_source v
    where v.therapist_id = any(ids) and s.therapist_id = v.therapist_id
      and (s.score, s.session_cents, s.consultation_at, s.session_at)
        is distinct from (v.score, v.session_cents, v.consultation_at, v.session_at);
    update therapist_search_terms s set tokens = v.tokens
    from search_terms_source v
    where v.therapist_id = any(ids) and s.therapist_id = v.therapist_id and s.tokens <> v.tokens;

    insert into therapist_search (therapist_id, score, session_cents, consultation_at, session_at)
    select v.therapist_id, v.score, v.session_cents, v.consultation_at, v.session_at
    from search_source v
    where v.therapist_id = any(ids)
      and not exists (select from therapist_search s where s.therapist_id = v.therapist_id);
    insert into therapist_search_terms (therapist_id, position, tokens)
    select v.therapist_id, s.position, v.tokens
    from search_terms_source v join therapist_search s using (therapist_id)
    where v.therapist_id = any(ids)
      and not exists (select from therapist_search_terms known where known.therapist_id = v.therapist_id);
  end $$;

  create function refresh_search_fees(ids text[]) returns void language plpgsql as $$
  begin
    perform lock_therapists(ids);
    update therapist_search s set session_cents = current_session_cents(t.id, t.time_zone)
    from therapist t
    where t.id = any(ids) and s.therapist_id = t.id
      and s.session_cents is distinct from current_session_cents(t.id, t.time_zone);
  end $$;

  create function refresh_search_slots(ids text[]) returns void language plpgsql as $$
  begin
    perform lock_therapists(ids);
    update therapist_search s set consultation_at = v.consultation_at, session_at = v.session_at
    from (
      select therapist_id, max(starts_at) filter (where kind = 'CONSULTATION') as consultation_at,
        max(starts_at) filter (where kind = 'SESSION') as session_at
      from next_open_slot where therapist_id = any(ids) group by therapist_id
    ) v
    where s.therapist_id = v.therapist_id
      and (s.consultation_at, s.session_at) is distinct from (v.consultation_at, v.session_at);
  end $$;

  create function search_profiles_changed() returns trigger language plpgsql as $$
  begin
    perform refresh_search((select array_agg(id) from changed));
    return null;
  end $$;
  create trigger therapist_search_added after insert on therapist
    referencing new table as changed for each statement execute function search_profiles_changed();
  create trigger therapist_search_changed after update on therapist
    referencing new table as changed for each statement execute function search_profiles_changed();

  create function search_scores_changed() returns trigger language plpgsql as $$
  begin
    update therapist_search s set score = c.score from changed c
    where s.therapist_id = c.therapist_id and s.score <> c.score;
    return null;
  end $$;
  create trigger search_rating_changed after update on therapist_rating
    referencing new table as changed for each statement execute function search_scores_changed();

  create function search_fees_changed() returns trigger language plpgsql as $$
  begin
    perform refresh_search_fees((select array_agg(distinct therapist_id) from changed));
    return null;
  end $$;
  create trigger search_fee_added after insert on fee
    referencing new table as changed for each statement execute function search_fees_changed();
  create trigger search_fee_changed after update on fee
    referencing new table as changed for each statement execute function search_fees_changed();
  create trigger search_fee_removed after delete on fee
    referencing old table as changed for each statement execute function search_fees_changed();

  create function search_slots_changed() returns trigger language plpgsql as $$
  begin
    perform refresh_search_slots((select array_agg(distinct therapist_id) from changed));
    return null;
  end $$;
  create trigger search_slot_added after insert on next_open_slot
    referencing new table as changed for each statement execute function search_slots_changed();
  create trigger search_slot_changed after update on next_open_slot
    referencing new table as changed for each statement execute function search_slots_changed();`;
