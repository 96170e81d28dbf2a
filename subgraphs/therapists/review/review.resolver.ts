import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { requireFirst, toConnection } from '../../shared/paging.ts';
import { therapistById } from '../therapist/therapist.loaders.ts';
import type { TherapistRecord } from '../therapist/therapist.record.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { reviewCursor, reviewPage } from './review.loaders.ts';
import { ReviewConnection, ReviewOrder, ReviewType, toReviewType } from './review.type.ts';

@Resolver(() => ReviewType)
export class ReviewResolver {
  @InheritsCaching()
  @FieldResolver(() => TherapistType, {
    nullable: true,
    description: 'Whose service it is about; null when the viewer may not see them (any more).',
  })
  therapist(
    @Root() { therapistId }: ReviewType,
    @Ctx() context: TherapistsContext,
  ): Promise<TherapistType | null> {
    return context.load(therapistById, therapistId);
  }
}

@Resolver(() => TherapistType)
export class TherapistReviewsResolver {
  @InheritsCaching()
  @FieldResolver(() => ReviewConnection, { description: 'Their published reviews.' })
  async reviews(
    @Root() { id: therapistId, starCounts }: TherapistRecord,
    @Arg('first', () => Int, { defaultValue: 10, description: 'How many at most, 1 to 100.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The cursor that the page follows.' })
    after: string | null | undefined,
    @Arg('order', () => ReviewOrder, {
      defaultValue: ReviewOrder.NEWEST,
      description: 'By what they are put in order.',
    })
    order: ReviewOrder,
    @Ctx() context: TherapistsContext,
  ): Promise<ReviewConnection> {
    const key = { therapistId, order, first: requireFirst(first), after: after ?? null };
    const rows = await context.load(reviewPage, key);
    return {
      ...toConnection(rows, key, toReviewType, (row) => reviewCursor(order, row)),
      totalCount: starCounts.reduce((sum, count) => sum + count, 0),
    };
  }
}
