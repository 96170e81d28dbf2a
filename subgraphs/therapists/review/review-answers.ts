import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { Settled } from '../../shared/idempotency.ts';
import { reviewDays } from '../../shared/review-token.ts';
import { conflictAnswer, made } from '../settled.ts';
import { readTherapists } from '../therapist/therapist.loaders.ts';
import type { TherapistsContext } from '../therapists.ts';
import type { ReviewOutcome } from './review-outcomes.ts';
import { readReview } from './review.loaders.ts';
import * as problems from './review.problems.ts';
import { toReviewType } from './review.type.ts';
import { screenComment } from './screening.rules.ts';

/** What the client is told of a mutation about a review; `comment` is what was sent, to say again what is wrong with it. */
export async function reviewAnswer(
  context: TherapistsContext,
  settled: Settled<ReviewOutcome>,
  comment: string | null = null,
): Promise<object> {
  if (settled === 'conflict') return conflictAnswer();
  const { outcome, replayed } = settled;
  switch (outcome.type) {
    case 'ReviewSuccess': {
      const review = toReviewType(await readReview(context, outcome.reviewId));
      const [therapist = null] = await readTherapists(context, [outcome.therapistId]);
      return made(problems.ReviewSuccess, { review, therapist, replayed });
    }
    case 'ReviewTokenInvalid':
      return made(problems.ReviewTokenInvalid, {
        message: 'This is not a valid review link. Open it again from your appointment.',
      });
    case 'ReviewTokenExpired':
      return made(problems.ReviewTokenExpired, {
        message: `An appointment can be reviewed for ${reviewDays} days, and they have passed.`,
      });
    case 'ReviewTokenForAnotherTherapist':
      return made(problems.ReviewTokenForAnotherTherapist, {
        message: 'This review link is for an appointment with another therapist.',
      });
    case 'ReviewTokenForAnotherPerson':
      return made(problems.ReviewTokenForAnotherPerson, {
        message: 'Only the person who had the appointment can review it. Sign in as that person.',
      });
    case 'AlreadyReviewed':
      return made(problems.AlreadyReviewed, {
        message: 'You have reviewed this appointment. Each appointment can be reviewed once.',
        review: toReviewType(
          await readReview(context, await reviewOfAppointment(context, outcome.appointmentId)),
        ),
      });
    case 'ReviewRefused':
      return made(problems.ReviewRefused, {
        message:
          'The comment speaks of clinical matters, which may not be published. Write about the service instead: how you were listened to, how punctual, clear and comfortable it was.',
        findings: screenComment(comment ?? ''),
      });
    case 'ReviewStateConflict':
      return made(problems.ReviewStateConflict, {
        message: `This cannot be done with a review that is ${outcome.status.toLowerCase()}.`,
        status: outcome.status,
        review: toReviewType(await readReview(context, outcome.reviewId)),
      });
  }
}

async function reviewOfAppointment({ em }: TherapistsContext, appointmentId: string): Promise<string> {
  const [row] = await readRows(
    em,
    sql<{ id: string }>`select id from review where appointment_id = ${appointmentId}`,
  );
  return row?.id ?? '';
}
