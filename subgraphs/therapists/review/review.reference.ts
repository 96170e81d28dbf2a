import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { TherapistsContext } from '../therapists.ts';
import { reviewById } from './review.loaders.ts';
import { toReviewType, type ReviewType } from './review.type.ts';

/** The review with the id in the graph's shape; null when there is none, or none for this viewer. */
export async function findReview(context: TherapistsContext, id: string): Promise<ReviewType | null> {
  const record = await context.load(reviewById, id);
  return record && toReviewType(record);
}

export const reviewReference: ResolveReference<TherapistsContext> = ({ id }, context) =>
  findReview(context, String(id));
