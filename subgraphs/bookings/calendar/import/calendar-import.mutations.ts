import { Arg, createUnionType, Ctx, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { readRows } from '../../../shared/database.ts';
import { IdempotencyConflict, Refusal, type Outcome } from '../../../shared/idempotency.ts';
import { Problem } from '../../../shared/problem.ts';
import { availabilityAnswer, type AvailabilityOutcome } from '../../availability/availability.answer.ts';
import { adminReasonDescription, therapistDescription } from '../../availability/availability.mutations.ts';
import { AvailabilityChanged, ChangeAvailabilityResult } from '../../availability/availability.problems.ts';
import { changeAvailability } from '../../availability/change-availability.ts';
import { changed } from '../../availability/save-availability.ts';
import { made } from '../../booking/booking-answers.ts';
import { keyDescription } from '../../booking/mutation-words.ts';
import type { BookingsContext } from '../../bookings.ts';
import { readCalendarUrl, type CalendarUrlFault } from '../fetch/calendar-url.rules.ts';

@ObjectType('InvalidCalendarUrl', {
  implements: Problem,
  description: 'The address is none that a calendar can be fetched from. Nothing was done.',
})
export class InvalidCalendarUrl extends Problem {}

const ImportCalendarResult = createUnionType({
  name: 'ImportCalendarResult',
  description: 'The import that will be made, or why none will.',
  types: () => [AvailabilityChanged, InvalidCalendarUrl, IdempotencyConflict] as const,
});

const messages: Record<CalendarUrlFault, string> = {
  MALFORMED: 'This is no web address. Copy the secret address in iCal format from your calendar’s settings.',
  SCHEME: 'Only addresses that begin with https, http or webcal can be used.',
  CREDENTIALS: 'The address holds a user name or password. Use an address that needs none.',
};

@Resolver()
export class CalendarImportMutations {
  @Mutation(() => ImportCalendarResult, {
    nullable: true,
    description:
      "Has the events of a calendar of the therapist's own close times here, from the next few seconds on and looked at every quarter of an hour. It takes the place of the one before, whose busy times stay until the new one has been read. Null only with an error.",
  })
  async importCalendar(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('url', () => String, {
      description:
        'Address of a calendar in iCalendar format: http, https or webcal, at most 2000 characters. It is fetched from the open internet only.',
    })
    url: string,
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const request = { operation: 'importCalendar', therapistId, reason, key, input: { url } };
    const settled = await changeAvailability<Outcome>(context, request, async (em, { now }) => {
      const address = readCalendarUrl(url);
      if (typeof address === 'string') throw new Refusal({ type: 'InvalidCalendarUrl', fault: address });
      await saveImport(em, therapistId, address.href, now);
      return changed;
    });
    if (settled !== 'conflict' && settled.outcome.type === 'InvalidCalendarUrl')
      return made(InvalidCalendarUrl, { message: messages[settled.outcome['fault'] as CalendarUrlFault] });
    return availabilityAnswer(context, therapistId, settled as never, reason);
  }

  @Mutation(() => ChangeAvailabilityResult, {
    nullable: true,
    description: 'Forgets the imported calendar and its busy times. Null only with an error.',
  })
  async stopCalendarImport(
    @Arg('therapistId', () => ID, { description: therapistDescription }) therapistId: string,
    @Arg('reason', () => String, { nullable: true, description: adminReasonDescription })
    reason: string | null,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: BookingsContext,
  ): Promise<object> {
    const request = { operation: 'stopCalendarImport', therapistId, reason, key, input: {} };
    const settled = await changeAvailability<AvailabilityOutcome>(context, request, async (em) => {
      await readRows(em, sql`delete from calendar_import where therapist_id = ${therapistId}`);
      await readRows(em, sql`delete from busy_time where therapist_id = ${therapistId}`);
      return changed;
    });
    return availabilityAnswer(context, therapistId, settled, reason);
  }
}

async function saveImport(em: EntityManager, therapistId: string, url: string, now: Date): Promise<void> {
  await readRows(
    em,
    sql`
      insert into calendar_import (therapist_id, url, created_at, due_at)
      values (${therapistId}, ${url}, ${now}, ${now})
      on conflict (therapist_id) do update set
        url = excluded.url, status = 'WAITING', http_status = null, events = null, failures = 0, etag = null,
        last_modified = null, time_zone = null, known_until = null, created_at = excluded.created_at,
        checked_at = null, succeeded_at = null, due_at = excluded.due_at`,
  );
}
