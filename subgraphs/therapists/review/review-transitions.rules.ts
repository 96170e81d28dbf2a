import type { ReviewStatus } from './review.entity.ts';

export type ReviewEventType = 'SUBMITTED' | 'WITHDRAWN' | 'HIDDEN' | 'RESTORED';
export type ReviewActor = 'AUTHOR' | 'ADMIN';

interface ReviewTransition {
  event: ReviewEventType;
  /** Null: the review begins with this. */
  from: ReviewStatus | null;
  to: ReviewStatus;
  by: ReviewActor;
}

/** Every change that a review can go through, and who may bring it about. What is withdrawn stays so: one review for each appointment. */
export const reviewTransitions: readonly ReviewTransition[] = [
  { event: 'SUBMITTED', from: null, to: 'PUBLISHED', by: 'AUTHOR' },
  { event: 'WITHDRAWN', from: 'PUBLISHED', to: 'WITHDRAWN', by: 'AUTHOR' },
  { event: 'WITHDRAWN', from: 'HIDDEN', to: 'WITHDRAWN', by: 'AUTHOR' },
  { event: 'HIDDEN', from: 'PUBLISHED', to: 'HIDDEN', by: 'ADMIN' },
  { event: 'RESTORED', from: 'HIDDEN', to: 'PUBLISHED', by: 'ADMIN' },
];

/** What the event makes of a review in that state; null when it cannot follow it. */
export function reviewTransitionFor(
  from: ReviewStatus | null,
  event: ReviewEventType,
): ReviewTransition | null {
  return reviewTransitions.find((known) => known.from === from && known.event === event) ?? null;
}
