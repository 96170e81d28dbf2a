import { sql, type RawBuilder } from 'kysely';

/**
 * The Medicare rebate of an appointment in cents, from the rows of `rebate`: of the longest minimum that the appointment
 * reaches, the amount that holds on its day. Null where there is no row. All three are SQL: the profession, the length in
 * minutes and the date of the appointment in the therapist's time zone.
 */
export function rebateCents(
  profession: RawBuilder<unknown>,
  minutes: RawBuilder<unknown>,
  day: RawBuilder<unknown>,
): RawBuilder<number | null> {
  return sql<number | null>`(
    select rebate.cents from rebate
    where rebate.profession = ${profession} and rebate.min_minutes <= ${minutes} and rebate.effective_from <= ${day}
    order by rebate.min_minutes desc, rebate.effective_from desc limit 1)`;
}
