import { sql } from 'kysely';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { requireRole } from '../../shared/viewer.ts';
import { MeType } from '../me/me.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { listReviews } from './review-list.ts';
import { ReviewConnection } from './review.type.ts';

const firstDescription = 'How many at most, 1 to 100.';
const afterDescription = 'The cursor that the page follows.';

@Resolver(() => MeType)
export class ReviewListsResolver {
  @PrivateToViewer()
  @FieldResolver(() => ReviewConnection, {
    nullable: true,
    description:
      'The reviews the viewer has written, withdrawn and hidden ones too, the newest first; null only when the service could not be reached.',
  })
  reviews(
    @Root() { id: author }: MeType,
    @Arg('first', () => Int, { defaultValue: 10, description: firstDescription }) first: number,
    @Arg('after', () => String, { nullable: true, description: afterDescription })
    after: string | null | undefined,
    @Ctx() { em }: TherapistsContext,
  ): Promise<ReviewConnection> {
    return listReviews(em, 'MINE', sql`v.author_subject = ${author}`, { first, after });
  }

  @PrivateToViewer()
  @Query(() => ReviewConnection, {
    nullable: true,
    description:
      'The reviews that admins have hidden, the newest first: for admins. Null only with an error.',
  })
  hiddenReviews(
    @Arg('first', () => Int, { defaultValue: 20, description: firstDescription }) first: number,
    @Arg('after', () => String, { nullable: true, description: afterDescription })
    after: string | null | undefined,
    @Ctx() context: TherapistsContext,
  ): Promise<ReviewConnection> {
    requireRole(context, 'admin');
    return listReviews(context.em, 'HIDDEN', sql`v.status = 'HIDDEN'`, { first, after });
  }
}
