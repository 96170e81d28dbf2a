import pg from 'pg';
import { newId } from '../../subgraphs/shared/ids.ts';

/**
 * Adds therapists who are like one of the demonstration in every way but their ids and slugs, hours included, until there
 * are `count` more, all with the concerns of all: so that any list of them can be as long as a test wants.
 */
export async function multiplyTherapists(adminUrl: string, count: number): Promise<void> {
  const ids = Array.from({ length: count }, () => newId('Therapist'));
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('set search_path = therapists, extensions');
    await client.query(
      `insert into therapists.therapist
       select (jsonb_populate_record(t, jsonb_build_object(
         'id', copy.id, 'slug', 'copy-' || copy.place, 'owner_subject', null,
         'concerns', (select jsonb_agg(distinct concern) from therapists.therapist, unnest(concerns) as concern)))).*
       from unnest($1::text[]) with ordinality as copy (id, place), therapists.therapist t
       where t.id = (select id from therapists.therapist where accepting_new_clients order by id limit 1)`,
      [ids],
    );
    await client.query(
      `insert into therapists.next_open_slot
       select (jsonb_populate_record(n, jsonb_build_object('therapist_id', copy.id))).*
       from unnest($1::text[]) as copy (id), therapists.next_open_slot n
       where n.therapist_id = (select id from therapists.therapist where accepting_new_clients order by id limit 1)`,
      [ids],
    );
    await client.query('set search_path = bookings, extensions');
    await client.query(
      `insert into bookings.therapist
       select (jsonb_populate_record(t, jsonb_build_object('id', copy.id, 'owner_subject', null))).*
       from unnest($1::text[]) as copy (id), bookings.therapist t
       where t.id = (select id from therapists.therapist where accepting_new_clients order by id limit 1)`,
      [ids],
    );
    await client.query(
      `insert into bookings.weekly_hours (therapist_id, weekday, start_minute, end_minute)
       select copy.id, h.weekday, h.start_minute, h.end_minute
       from unnest($1::text[]) as copy (id), bookings.weekly_hours h
       where h.therapist_id = (select id from therapists.therapist where accepting_new_clients order by id limit 1)`,
      [ids],
    );
  } finally {
    await client.end();
  }
}
