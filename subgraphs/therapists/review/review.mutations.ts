import { Arg, createUnionType, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { CodedError } from '../../shared/errors.ts';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { requireRole, requireViewer } from '../../shared/viewer.ts';
import { keyDescription, settle } from '../settled.ts';
import type { TherapistsContext } from '../therapists.ts';
import { changeReview, maxReasonLength, requireReason } from './change-review.ts';
import { reviewAnswer } from './review-answers.ts';
import type { ReviewEventType } from './review-transitions.rules.ts';
import * as problems from './review.problems.ts';
import { ReviewDimensionsInput } from './review.type.ts';
import { maxCommentLength, requireDraft, submitReview } from './submit-review.ts';

const SubmitReviewResult = createUnionType({
  name: 'SubmitReviewResult',
  description: 'The published review, or why there is none.',
  types: () =>
    [
      problems.ReviewSuccess,
      problems.ReviewTokenInvalid,
      problems.ReviewTokenExpired,
      problems.ReviewTokenForAnotherTherapist,
      problems.ReviewTokenForAnotherPerson,
      problems.AlreadyReviewed,
      problems.ReviewRefused,
      IdempotencyConflict,
    ] as const,
});

const ChangeReviewResult = createUnionType({
  name: 'ChangeReviewResult',
  description: 'The review as it is now, or why it was left as it was.',
  types: () => [problems.ReviewSuccess, problems.ReviewStateConflict, IdempotencyConflict] as const,
});

const reasonDescription = `Why, 1 to ${maxReasonLength} characters.`;
const reviewDescription = "The review's id.";

@Resolver()
export class ReviewMutations {
  @Mutation(() => SubmitReviewResult, {
    nullable: true,
    description:
      'Publishes the review of a completed appointment: for its client, once, with the `reviewToken` of the booking. The comment is screened by what `reviewGuidelines` publishes. Null only with an error.',
  })
  async submitReview(
    @Arg('token', () => String, { description: "The booking's `reviewToken`." }) token: string,
    @Arg('therapistId', () => ID, {
      description: 'The therapist of the appointment; the token must be for them.',
    })
    therapistId: string,
    @Arg('stars', () => Int, { description: 'The service as a whole, 1 to 5 stars.' }) stars: number,
    @Arg('dimensions', () => ReviewDimensionsInput, { description: 'The parts of the service.' })
    dimensions: ReviewDimensionsInput,
    @Arg('comment', () => String, {
      nullable: true,
      description: `About the service, up to ${maxCommentLength} characters, published as it is; null or blank for none.`,
    })
    comment: string | null | undefined,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    requireViewer(context);
    requireId('Therapist', therapistId, 'therapistId');
    const draft = requireDraft({ therapistId, stars, dimensions, comment: comment ?? null });
    const { verifyReviewToken } = context.settings;
    if (verifyReviewToken === null)
      throw new CodedError('SERVICE_UNAVAILABLE', 'Reviews are not taken at present.');
    const grant = await verifyReviewToken(token, context.now);
    const attempt = { operation: 'submitReview', key, input: { token, ...draft } };
    const settled = await settle(context, attempt, (em, viewer) =>
      submitReview(em, viewer, grant, draft, context.now),
    );
    return reviewAnswer(context, settled, draft.comment);
  }

  @Mutation(() => ChangeReviewResult, {
    nullable: true,
    description:
      "Takes the viewer's own review back, for good: it is no longer shown or counted, and the appointment cannot be reviewed again. Null only with an error.",
  })
  withdrawReview(
    @Arg('reviewId', () => ID, { description: reviewDescription }) reviewId: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    requireViewer(context);
    return change(context, 'withdrawReview', 'WITHDRAWN', key, reviewId, null);
  }

  @Mutation(() => ChangeReviewResult, {
    nullable: true,
    description:
      'Takes a review out of sight and out of the rating: for admins. Its author is shown the reason. Null only with an error.',
  })
  hideReview(
    @Arg('reviewId', () => ID, { description: reviewDescription }) reviewId: string,
    @Arg('reason', () => String, { description: reasonDescription }) reason: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    requireRole(context, 'admin');
    return change(context, 'hideReview', 'HIDDEN', key, reviewId, requireReason(reason));
  }

  @Mutation(() => ChangeReviewResult, {
    nullable: true,
    description: 'Shows and counts a hidden review again: for admins. Null only with an error.',
  })
  restoreReview(
    @Arg('reviewId', () => ID, { description: reviewDescription }) reviewId: string,
    @Arg('reason', () => String, { description: reasonDescription }) reason: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: TherapistsContext,
  ): Promise<object> {
    requireRole(context, 'admin');
    return change(context, 'restoreReview', 'RESTORED', key, reviewId, requireReason(reason));
  }
}

async function change(
  context: TherapistsContext,
  operation: string,
  event: Exclude<ReviewEventType, 'SUBMITTED'>,
  key: string,
  reviewId: string,
  reason: string | null,
): Promise<object> {
  requireId('Review', reviewId, 'reviewId');
  const { now } = context;
  const attempt = { operation, key, input: { reviewId, reason } };
  const settled = await settle(context, attempt, (em, viewer) =>
    changeReview(em, { reviewId, event, viewer, reason, now }),
  );
  return reviewAnswer(context, settled);
}
