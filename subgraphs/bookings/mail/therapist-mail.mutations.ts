import { sql } from 'kysely';
import { Arg, createUnionType, Ctx, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import { readRows } from '../../shared/database.ts';
import { IdempotencyConflict, Refusal, type Outcome } from '../../shared/idempotency.ts';
import { Problem } from '../../shared/problem.ts';
import { availabilityAnswer } from '../availability/availability.answer.ts';
import { AvailabilityChanged } from '../availability/availability.problems.ts';
import { changeAvailability } from '../availability/change-availability.ts';
import { changed } from '../availability/save-availability.ts';
import { made } from '../booking/booking-answers.ts';
import { keyDescription } from '../booking/mutation-words.ts';
import type { BookingsContext } from '../bookings.ts';

@ObjectType('NoEmailAddress', {
  implements: Problem,
  description: 'The identity provider tells no e-mail address of the person. Nothing was done.',
})
export class NoEmailAddress extends Problem {}

const SetBookingMailResult = createUnionType({
  name: 'SetBookingMailResult',
  description: 'Where mail now goes, or why that was not changed.',
  types: () => [AvailabilityChanged, NoEmailAddress, IdempotencyConflict] as const,
});

@Resolver()
export class TherapistMailMutations {
  @Mutation(() => SetBookingMailResult, {
    nullable: true,
    description:
      'Has mail sent to the therapist when appointments are booked, moved and cancelled, or no more; for the therapist alone. It goes to the address in their access token, as it is now. Null only with an error.',
  })
  async setBookingMail(
    @Arg('therapistId', () => ID, { description: 'Whose. For the therapist themself.' }) therapistId: string,
    @Arg('wanted', () => Boolean, { description: 'Whether they want mail.' }) wanted: boolean,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const operation = 'setBookingMail';
    const request = { operation, therapistId, reason: null, key, ownerOnly: true, input: { wanted } };
    const settled = await changeAvailability<Outcome>(context, request, async (em, { viewer, now }) => {
      if (!wanted) {
        await readRows(em, sql`delete from therapist_mail where therapist_id = ${therapistId}`);
        return changed;
      }
      if (viewer.email === null) throw new Refusal({ type: 'NoEmailAddress' });
      await readRows(
        em,
        sql`
          insert into therapist_mail (therapist_id, owner_subject, email, since)
          values (${therapistId}, ${viewer.subject}, ${viewer.email}, ${now})
          on conflict (therapist_id) do update set
            owner_subject = excluded.owner_subject, email = excluded.email, since = excluded.since`,
      );
      return changed;
    });
    if (settled !== 'conflict' && settled.outcome.type === 'NoEmailAddress') {
      return made(NoEmailAddress, {
        message: 'Your account has no e-mail address. Add one where you sign in, and try again.',
      });
    }
    return availabilityAnswer(context, therapistId, settled as never, null);
  }
}
