import { LocalDateResolver } from 'graphql-scalars';
import { createUnionType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { replayedDescription } from '../settled.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { maxFeeCents, maxYearsAhead } from './set-fees.rules.ts';

@InputType('SessionFeeInput', { description: 'A fee for a session, from a day on until the next one.' })
export class SessionFeeInput {
  @Field(() => Int, { description: `The price of one session in Australian cents, 0 to ${maxFeeCents}.` })
  cents!: number;

  @Field(() => LocalDateResolver, {
    description: `The first day it holds, in the therapist's time zone: today at the soonest, within ${maxYearsAhead} years.`,
  })
  effectiveFrom!: string;
}

@ObjectType('FeesSet', { description: 'The fees are as asked for.' })
export class FeesSet {
  @Field(() => TherapistType, { description: 'The therapist with their fees as they are now.' })
  therapist!: TherapistType;

  @Field(() => Boolean, { description: replayedDescription })
  replayed!: boolean;
}

export const SetFeesResult = createUnionType({
  name: 'SetFeesResult',
  description: 'The therapist with the new fees, or why they were not set.',
  types: () => [FeesSet, IdempotencyConflict] as const,
});
