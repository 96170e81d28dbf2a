import { Arg, createUnionType, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import { sql } from 'kysely';
import { readRows } from '../../../shared/database.ts';
import { IdempotencyConflict, type Outcome } from '../../../shared/idempotency.ts';
import {
  availabilityAnswer,
  readAvailability,
  type AvailabilityOutcome,
} from '../../availability/availability.answer.ts';
import { adminReasonDescription, therapistDescription } from '../../availability/availability.mutations.ts';
import { ChangeAvailabilityResult } from '../../availability/availability.problems.ts';
import { AvailabilityType } from '../../availability/availability.type.ts';
import { changeAvailability } from '../../availability/change-availability.ts';
import { changed } from '../../availability/save-availability.ts';
import { conflictAnswer, made } from '../../booking/booking-answers.ts';
import { keyDescription } from '../../booking/mutation-words.ts';
import type { BookingsContext } from '../../bookings.ts';
import { hashFeedToken, newFeedToken } from './feed-token.ts';

@ObjectType('CalendarFeedCreated', { description: 'The feed of appointments has a new address.' })
export class CalendarFeedCreated {
  @Field(() => String, {
    nullable: true,
    description:
      'The secret address for calendar programs: whoever knows it sees the appointments. It is told this once and kept nowhere; null when the idempotency key had been used before. If it is lost, make another.',
  })
  url!: string | null;

  @Field(() => AvailabilityType, { description: 'The therapist’s side, as it is now.' })
  availability!: AvailabilityType;

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}

const CreateCalendarFeedResult = createUnionType({
  name: 'CreateCalendarFeedResult',
  description: 'The new address of the feed, or why it was not made.',
  types: () => [CalendarFeedCreated, IdempotencyConflict] as const,
});

@Resolver()
export class CalendarFeedMutations {
  @Mutation(() => CreateCalendarFeedResult, {
    nullable: true,
    description:
      'Makes a secret address at which calendar programs find the appointments of the therapist, for the therapist alone. An address made before stops working. Null only with an error.',
  })
  async createCalendarFeed(
    @Arg('therapistId', () => ID, { description: 'Whose. For the therapist themself.' }) therapistId: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const token = newFeedToken();
    const operation = 'createCalendarFeed';
    const request = { operation, therapistId, reason: null, key, ownerOnly: true, input: {} };
    const settled = await changeAvailability<Outcome>(context, request, async (em, { viewer, now }) => {
      await readRows(
        em,
        sql`
          insert into calendar_feed (therapist_id, owner_subject, token_hash, created_at)
          values (${therapistId}, ${viewer.subject}, ${hashFeedToken(token)}, ${now})
          on conflict (therapist_id) do update set
            owner_subject = excluded.owner_subject, token_hash = excluded.token_hash, created_at = excluded.created_at, last_read_at = null`,
      );
      return { type: 'CalendarFeedCreated' };
    });
    if (settled === 'conflict') return conflictAnswer();
    return made(CalendarFeedCreated, {
      url: settled.replayed ? null : `${context.settings.publicUrl}/calendar/${token}.ics`,
      availability: await readAvailability(context, therapistId),
      replayed: settled.replayed,
    });
  }

  @Mutation(() => ChangeAvailabilityResult, {
    nullable: true,
    description: 'Ends the feed of appointments: its address stops working at once. Null only with an error.',
  })
  async revokeCalendarFeed(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const request = { operation: 'revokeCalendarFeed', therapistId, reason, key, input: {} };
    const settled = await changeAvailability<AvailabilityOutcome>(context, request, async (em) => {
      await readRows(em, sql`delete from calendar_feed where therapist_id = ${therapistId}`);
      return changed;
    });
    return availabilityAnswer(context, therapistId, settled, reason);
  }
}
