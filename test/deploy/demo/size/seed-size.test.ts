import { afterAll, beforeAll, expect, it } from 'vitest';
import { seedSize } from '../../../../deploy/demo/size/seed-size.ts';
import { openBookings } from '../../../../subgraphs/bookings/bookings.ts';
import { refreshNextOpenSlots } from '../../../../subgraphs/bookings/next-open/next-open-slots.ts';
import { EventPublisher } from '../../../../subgraphs/shared/events.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings } from '../../../support/subgraph.ts';

const now = new Date('2026-08-03T01:20:00Z');
let therapists: Subgraph;
let bookings: Subgraph;
const progress: number[] = [];

beforeAll(async () => {
  const urls = await createTestDatabase();
  await seedSize(urls, { count: 25, now, onProgress: (done) => progress.push(done) });
  await seedSize(urls, { count: 15, now, onProgress: (done) => progress.push(done) });
  therapists = openTherapists(testSettings(urls.therapists, { clock: () => now }));
  bookings = openBookings(testSettings(urls.bookings, { clock: () => now }));
});

afterAll(async () => {
  await therapists.close();
  await bookings.close();
});

const rowsOf = <Row>(subgraph: Subgraph, statement: string) =>
  subgraph.orm.em.fork().execute<Row[]>(statement);

it('adds as many as asked for, again and again, and tells how far it is', async () => {
  expect(progress).toEqual([25, 15]);
  const { data, errors } = await askOf(therapists)<{ therapists: { totalCount: number } }>(
    '{ therapists { totalCount facets { state { count } } } }',
  );
  expect(errors).toBeUndefined();
  expect(data?.therapists.totalCount).toBe(40);
});

it('leaves no review without its completed appointment', async () => {
  const reviews = await rowsOf<{ id: string }>(therapists, 'select appointment_id as id from review');
  const completed = await rowsOf<{ id: string }>(
    bookings,
    `select id from booking where status = 'COMPLETED'`,
  );
  expect(reviews.length).toBeGreaterThan(10);
  const known = new Set(completed.map(({ id }) => id));
  expect(reviews.filter(({ id }) => !known.has(id))).toEqual([]);
});

it('leaves the next open slots as bookings itself would find and tell them', async () => {
  const openIn = (subgraph: Subgraph, table: string) =>
    rowsOf(subgraph, `select therapist_id, kind, starts_at, version from ${table} order by 1, 2`);
  const told = await openIn(therapists, 'next_open_slot');
  expect(told).toHaveLength(80);
  expect(told).toEqual(await openIn(bookings, 'next_open'));
  expect(await rowsOf(bookings, 'select 1 from availability_change')).toEqual([]);
  // Looked at anew, nothing is found to be otherwise.
  const events = new EventPublisher('bookings', bookings.orm);
  await rowsOf(bookings, 'insert into availability_change (therapist_id) select id from therapist');
  expect(await refreshNextOpenSlots(bookings.orm.em, now, events, 100)).toBe(40);
  await events.close();
  expect(await openIn(bookings, 'next_open')).toEqual(told);
});
