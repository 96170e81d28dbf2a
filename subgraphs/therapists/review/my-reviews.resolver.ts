import { sql } from 'kysely';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { readRows } from '../../shared/database.ts';
import { requireFirst, toConnection } from '../../shared/paging.ts';
import { MeType } from '../me/me.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { readReviewCursor, reviewCursor } from './review.loaders.ts';
import { reviewColumns, toReview, type ReviewRow } from './review.record.ts';
import { ReviewConnection, toReviewType } from './review.type.ts';

const order = 'MINE';

@Resolver(() => MeType)
export class MyReviewsResolver {
  @PrivateToViewer()
  @FieldResolver(() => ReviewConnection, {
    nullable: true,
    description:
      'The reviews the viewer has written, withdrawn and hidden ones too, the newest first; null only when the service could not be reached.',
  })
  async reviews(
    @Root() { id: author }: MeType,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor that the page follows.' })
    after: string | null | undefined,
    @Ctx() { em }: TherapistsContext,
  ): Promise<ReviewConnection> {
    const page = { first: requireFirst(first), after };
    const isMine = sql`v.author_subject = ${author}`;
    const cursor = typeof after === 'string' ? readReviewCursor(after, order) : null;
    const isAfter = cursor
      ? sql`(v.created_at, v.id) < (${cursor.at}::timestamptz, ${cursor.id})`
      : sql`true`;
    const rows = await readRows(
      em,
      sql<ReviewRow>`
        select ${reviewColumns} from review v where ${isMine} and ${isAfter}
        order by v.created_at desc, v.id desc limit ${page.first + 1}`,
    );
    const [counted] = await readRows(
      em,
      sql<{ total: number }>`select count(*)::int as total from review v where ${isMine}`,
    );
    const connection = toConnection(rows.map(toReview), page, toReviewType, (row) =>
      reviewCursor(order, row),
    );
    return { ...connection, totalCount: counted!.total };
  }
}
