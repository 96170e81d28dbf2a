import type { EntityManager } from '@mikro-orm/postgresql';
import { sql, type RawBuilder } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { requireFirst, toConnection } from '../../shared/paging.ts';
import { readReviewCursor, reviewCursor } from './review.loaders.ts';
import { reviewColumns, toReview, type ReviewRow } from './review.record.ts';
import { toReviewType, type ReviewConnection } from './review.type.ts';

/** A page of the reviews `v` that a condition names, the newest first; `order` is the list's own name, for its cursors. */
export async function listReviews(
  em: EntityManager,
  order: string,
  condition: RawBuilder<unknown>,
  { first, after }: { first: number; after: string | null | undefined },
): Promise<ReviewConnection> {
  const page = { first: requireFirst(first), after };
  const cursor = typeof after === 'string' ? readReviewCursor(after, order) : null;
  const isAfter = cursor ? sql`(v.created_at, v.id) < (${cursor.at}::timestamptz, ${cursor.id})` : sql`true`;
  const rows = await readRows(
    em,
    sql<ReviewRow>`
      select ${reviewColumns} from review v where ${condition} and ${isAfter}
      order by v.created_at desc, v.id desc limit ${page.first + 1}`,
  );
  const [counted] = await readRows(
    em,
    sql<{ total: number }>`select count(*)::int as total from review v where ${condition}`,
  );
  const connection = toConnection(rows.map(toReview), page, toReviewType, (row) => reviewCursor(order, row));
  return { ...connection, totalCount: counted!.total };
}
