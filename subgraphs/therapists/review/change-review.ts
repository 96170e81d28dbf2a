import { LockMode, type EntityManager } from '@mikro-orm/postgresql';
import { badInput, forbidden, notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import type { Viewer } from '../../shared/viewer.ts';
import type { ReviewOutcome } from './review-outcomes.ts';
import { reviewTransitionFor, type ReviewEventType } from './review-transitions.rules.ts';
import { ReviewEvent } from './review-event.entity.ts';
import { Therapist } from '../therapist/therapist.entity.ts';
import { Review } from './review.entity.ts';

export const maxReasonLength = 500;

/** The reason as it is kept, or BAD_USER_INPUT when there is none or too much of it. */
export function requireReason(reason: string): string {
  const text = reason.trim();
  if (text === '' || text.length > maxReasonLength)
    throw badInput(`reason must have 1 to ${maxReasonLength} characters.`, 'reason');
  return text;
}

interface ReviewChange {
  reviewId: string;
  event: Exclude<ReviewEventType, 'SUBMITTED'>;
  viewer: Viewer;
  reason: string | null;
  now: Date;
}

/**
 * Takes a review out of sight or back into it, in the transaction of `em`; the database corrects the rating in the same.
 * Only its author may withdraw a review: for anybody else there is none to withdraw. Nobody may hide or restore a review of
 * their own service.
 */
export async function changeReview(em: EntityManager, change: ReviewChange): Promise<ReviewOutcome> {
  const { reviewId, event, viewer, reason, now } = change;
  const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const;
  const review = await em.findOne(Review, { id: reviewId }, lock);
  if (review === null || (event === 'WITHDRAWN' && review.authorSubject !== viewer.subject))
    throw notFound('The review');
  if (event !== 'WITHDRAWN') await requireNotAbout(em, viewer, review.therapistId);
  const transition = reviewTransitionFor(review.status, event);
  if (transition === null)
    throw new Refusal({ type: 'ReviewStateConflict', reviewId, status: review.status });
  review.status = transition.to;
  if (event === 'HIDDEN') review.statusReason = reason;
  em.create(ReviewEvent, {
    reviewId,
    event,
    actor: transition.by,
    actorSubject: viewer.subject,
    reason,
    at: now,
  });
  return { type: 'ReviewSuccess', reviewId, therapistId: review.therapistId };
}

async function requireNotAbout(em: EntityManager, viewer: Viewer, therapistId: string): Promise<void> {
  if ((await em.count(Therapist, { id: therapistId, ownerSubject: viewer.subject })) > 0)
    throw forbidden('A review of your own service is for another admin to judge.');
}
