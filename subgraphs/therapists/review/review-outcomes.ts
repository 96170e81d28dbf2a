import type { ReviewStatus } from './review.entity.ts';

/** What came of a mutation about a review, as it is remembered for its idempotency key: never what a comment says. */
export type ReviewOutcome =
  | { type: 'ReviewSuccess'; reviewId: string; therapistId: string }
  | { type: 'ReviewTokenInvalid' }
  | { type: 'ReviewTokenExpired' }
  | { type: 'ReviewTokenForAnotherTherapist' }
  | { type: 'ReviewTokenForAnotherPerson' }
  | { type: 'AlreadyReviewed'; appointmentId: string }
  | { type: 'ReviewRefused' }
  | { type: 'ReviewStateConflict'; reviewId: string; status: ReviewStatus };
