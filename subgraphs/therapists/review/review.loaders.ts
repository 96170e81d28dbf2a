import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { badInput, notFound } from '../../shared/errors.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import { decodeCursor, encodeCursor } from '../../shared/paging.ts';
import type { TherapistsContext } from '../therapists.ts';
import {
  isReviewVisibleTo,
  reviewColumns,
  toReview,
  type ReviewRecord,
  type ReviewRow,
} from './review.record.ts';
import type { ReviewOrder } from './review.type.ts';

/** The review with the id; null when there is none, or none for this viewer. */
export const reviewById = defineLoader<TherapistsContext, string, ReviewRecord | null>(async (context, ids) =>
  inKeyOrder(ids, await readReviews(context, ids), ({ id }) => id, null),
);

/** A review as it is now, whatever this request has read before: for the answer of a mutation. NOT_FOUND as for any read. */
export async function readReview(context: TherapistsContext, id: string): Promise<ReviewRecord> {
  const [review] = await readReviews(context, [id]);
  if (review === undefined) throw notFound('The review');
  return review;
}

async function readReviews(
  { em, viewer }: TherapistsContext,
  ids: readonly string[],
): Promise<ReviewRecord[]> {
  const rows = await readRows(
    em,
    sql<ReviewRow>`
      select ${reviewColumns} from review v join therapist t on t.id = v.therapist_id
      where v.id = any(${ids}) and ${isReviewVisibleTo(viewer)}`,
  );
  return rows.map(toReview);
}

export interface ReviewPageKey {
  therapistId: string;
  order: `${ReviewOrder}`;
  first: number;
  after: string | null;
}

/** One row more than asked for of a therapist's published reviews. All pages of a request are one statement. */
export const reviewPage = defineLoader<TherapistsContext, ReviewPageKey, ReviewRecord[]>(
  async ({ em }, keys) => {
    const parts = keys.map(
      (key, index) => sql`
        (select ${index}::int as page, row_number() over () as place, picked.* from (
          select ${reviewColumns} from review v
          where v.therapist_id = ${key.therapistId} and v.status = 'PUBLISHED' and ${isAfter(key)}
          order by ${sortOf(key.order)} limit ${key.first + 1}) picked)`,
    );
    const rows = await readRows(
      em,
      sql<ReviewRow & { page: number; place: string }>`
        select * from (${sql.join(parts, sql` union all `)}) pages order by page, place`,
    );
    const byPage = Map.groupBy(rows, ({ page }) => page);
    return keys.map((_, index) =>
      (byPage.get(index) ?? []).map(({ page: _page, place: _place, ...row }) => toReview(row)),
    );
  },
  ({ therapistId, order, first, after }) => `${therapistId} ${order} ${first} ${after}`,
);

function sortOf(order: `${ReviewOrder}`): RawBuilder<unknown> {
  if (order === 'NEWEST') return sql`v.created_at desc, v.id desc`;
  return order === 'HIGHEST'
    ? sql`v.stars desc, v.created_at desc, v.id desc`
    : sql`v.stars, v.created_at desc, v.id desc`;
}

/** Where a review stands in its order; the order's name keeps the cursor from another list. */
export function reviewCursor(order: string, { stars, createdAtText, id }: ReviewRecord): string {
  return encodeCursor(order, [stars, createdAtText, id]);
}

/** The parts of a cursor of that order; BAD_USER_INPUT for any other. */
export function readReviewCursor(after: string, order: string): { stars: number; at: string; id: string } {
  const [stars, at, id] = decodeCursor(after, order, 3);
  const isOurs =
    Number.isInteger(stars) &&
    typeof at === 'string' &&
    /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/.test(at) &&
    typeof id === 'string';
  if (!isOurs) throw badInput('after is not a cursor of this connection.', 'after');
  return { stars: stars as number, at, id };
}

function isAfter({ order, after }: ReviewPageKey): RawBuilder<boolean> {
  if (after === null) return sql`true`;
  const { stars, at, id } = readReviewCursor(after, order);
  const isOlder = sql<boolean>`(v.created_at, v.id) < (${at}::timestamptz, ${id})`;
  if (order === 'NEWEST') return isOlder;
  const isBeyond = order === 'HIGHEST' ? sql`v.stars < ${stars}` : sql`v.stars > ${stars}`;
  return sql`(${isBeyond} or (v.stars = ${stars} and ${isOlder}))`;
}
