import type { EntityManager } from '@mikro-orm/postgresql';
import { violatedConstraint } from '../../shared/database.ts';
import { badInput, notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { isId, newId } from '../../shared/ids.ts';
import type { ReviewGrant } from '../../shared/review-token.ts';
import type { Viewer } from '../../shared/viewer.ts';
import { Therapist } from '../therapist/therapist.entity.ts';
import type { ReviewOutcome } from './review-outcomes.ts';
import { ReviewEvent } from './review-event.entity.ts';
import { Review } from './review.entity.ts';
import type { ReviewDimensionsInput } from './review.type.ts';
import { screenComment } from './screening.rules.ts';

export const maxCommentLength = 1000;

export interface ReviewDraft {
  therapistId: string;
  stars: number;
  dimensions: ReviewDimensionsInput;
  comment: string | null;
}

/** The draft as it may be kept; BAD_USER_INPUT for what no screening need look at. A comment of nothing but space is none. */
export function requireDraft(draft: ReviewDraft): ReviewDraft {
  const { therapistId, stars, comment } = draft;
  const { listening, punctuality, clarity, comfort } = draft.dimensions;
  const marks = { stars, ...fieldsUnder('dimensions', { listening, punctuality, clarity, comfort }) };
  for (const [field, value] of Object.entries(marks))
    if (value < 1 || value > 5) throw badInput(`${field} must be from 1 to 5.`, field);
  const text = comment === null || comment.trim() === '' ? null : comment;
  if (text !== null && [...text].length > maxCommentLength)
    throw badInput(`comment must have at most ${maxCommentLength} characters.`, 'comment');
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (text !== null && /[\u0000-\u0008\u000b-\u001f\u007f]/.test(text.replaceAll('\r\n', '\n')))
    throw badInput('comment must not have control characters.', 'comment');
  return { therapistId, stars, dimensions: { listening, punctuality, clarity, comfort }, comment: text };
}

function fieldsUnder(name: string, fields: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${name}.${field}`, value]));
}

/** Publishes a review by the grant of its token, in the transaction of `em`, or refuses. */
export async function submitReview(
  em: EntityManager,
  viewer: Viewer,
  grant: ReviewGrant | 'expired' | null,
  draft: ReviewDraft,
  now: Date,
): Promise<ReviewOutcome> {
  if (grant === 'expired') throw new Refusal({ type: 'ReviewTokenExpired' });
  if (grant === null || !isId('Booking', grant.bookingId)) throw new Refusal({ type: 'ReviewTokenInvalid' });
  if (grant.therapistId !== draft.therapistId) throw new Refusal({ type: 'ReviewTokenForAnotherTherapist' });
  if (grant.author !== viewer.subject) throw new Refusal({ type: 'ReviewTokenForAnotherPerson' });

  const known = await em.count(Review, { appointmentId: grant.bookingId });
  if (known > 0) throw new Refusal({ type: 'AlreadyReviewed', appointmentId: grant.bookingId });
  if ((await em.count(Therapist, { id: draft.therapistId })) === 0) throw notFound('The therapist');
  if (draft.comment !== null && screenComment(draft.comment).length > 0)
    throw new Refusal({ type: 'ReviewRefused' });
  return publish(em, viewer, grant, draft, now);
}

async function publish(
  em: EntityManager,
  viewer: Viewer,
  { bookingId, therapistId }: ReviewGrant,
  { stars, dimensions, comment }: ReviewDraft,
  now: Date,
): Promise<ReviewOutcome> {
  const id = newId('Review');
  const { listening, punctuality, clarity, comfort } = dimensions;
  em.create(Review, {
    id,
    therapistId,
    appointmentId: bookingId,
    authorSubject: viewer.subject,
    stars,
    listening,
    punctuality,
    clarity,
    comfort,
    comment,
    status: 'PUBLISHED',
    statusReason: null,
    createdAt: now,
  });
  try {
    await em.flush();
  } catch (error) {
    // The token was used twice at the same moment, and this is the second.
    if (violatedConstraint(error)?.constraint !== 'review_appointment_id_key') throw error;
    throw new Refusal({ type: 'AlreadyReviewed', appointmentId: bookingId });
  }
  em.create(ReviewEvent, {
    reviewId: id,
    event: 'SUBMITTED',
    actor: 'AUTHOR',
    actorSubject: viewer.subject,
    reason: null,
    at: now,
  });
  return { type: 'ReviewSuccess', reviewId: id, therapistId };
}
