import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { shrunkenScore, type StarCounts } from '../../../../subgraphs/therapists/review/rating.rules.ts';
import { Review } from '../../../../subgraphs/therapists/review/review.entity.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { testSettings } from '../../../support/subgraph.ts';
import { addReview, addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let id: string;

beforeAll(async () => {
  therapists = openTherapists(testSettings((await createTestDatabase()).therapists));
});

beforeEach(async () => {
  const em = therapists.orm.em.fork();
  ({ id } = addTherapist(em));
  await em.flush();
});

afterAll(() => therapists.close());

interface RatingRow {
  one: number;
  two: number;
  three: number;
  four: number;
  five: number;
  score: number;
}

async function rating(): Promise<{ counts: StarCounts; score: number }> {
  const rows = await therapists.orm.em
    .fork()
    .execute<RatingRow[]>('select * from therapist_rating where therapist_id = ?', [id]);
  const { one, two, three, four, five, score } = rows[0]!;
  return { counts: [one, two, three, four, five], score };
}

it('is corrected with every change of a review, in the same transaction', async () => {
  expect((await rating()).counts).toEqual([0, 0, 0, 0, 0]);
  const em = therapists.orm.em.fork();
  const [first] = [addReview(em, id, 5), addReview(em, id, 5), addReview(em, id, 3)];
  await em.flush();
  expect((await rating()).counts).toEqual([0, 0, 1, 0, 2]);
  first.status = 'WITHDRAWN';
  await em.flush();
  expect((await rating()).counts).toEqual([0, 0, 1, 0, 1]);
  first.status = 'PUBLISHED';
  await em.flush();
  em.remove(first);
  await em.flush();
  expect((await rating()).counts).toEqual([0, 0, 1, 0, 1]);
});

it('counts every review of several written at once', async () => {
  const write = async () => {
    const em = therapists.orm.em.fork();
    addReview(em, id, 4);
    await em.flush();
  };
  await Promise.all(Array.from({ length: 8 }, write));
  expect((await rating()).counts).toEqual([0, 0, 0, 8, 0]);
});

it('has the same shrunken score in the database as in the rules', async () => {
  const em = therapists.orm.em.fork();
  for (const stars of [5, 4, 4, 1, 3, 5, 5]) addReview(em, id, stars);
  await em.flush();
  const { counts, score } = await rating();
  expect(score).toBe(Math.round(10_000 * shrunkenScore(counts)));
});

it('takes one review for an appointment, and no move to another therapist', async () => {
  const em = therapists.orm.em.fork();
  const review = addReview(em, id, 4);
  await em.flush();
  const again = therapists.orm.em.fork();
  addReview(again, id, 5).appointmentId = review.appointmentId;
  await expect(again.flush()).rejects.toThrow(/appointment_id/);
  const move = therapists.orm.em.fork();
  const kept = await move.findOneOrFail(Review, { id: review.id });
  kept.appointmentId = newId('Booking');
  await expect(move.flush()).rejects.toThrow(/stays with its therapist/);
});
