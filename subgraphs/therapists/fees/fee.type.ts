import { LocalDateResolver } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { Money } from '../../shared/money.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';

@ObjectType('FeeChange', { description: 'A fee that takes effect on a day to come.' })
export class FeeChangeType {
  @InheritsCaching()
  @Field(() => Money, { description: 'The price of one appointment from then on.' })
  amount!: Money;

  @Field(() => LocalDateResolver, { description: "The first day it holds, in the therapist's time zone." })
  effectiveFrom!: string;

  @InheritsCaching()
  @Field(() => Money, {
    nullable: true,
    description:
      'What Medicare pays of it on that day for a session of 50 minutes or longer, as far as is known today; null where it pays nothing.',
  })
  rebate!: Money | null;

  @InheritsCaching()
  @Field(() => Money, { description: 'What is left to pay: the amount less the rebate.' })
  gap!: Money;
}

@ObjectType('Fee', { description: 'What a therapist charges for one kind of appointment, today and later.' })
export class FeeType {
  @Field(() => AppointmentKind, { description: 'The kind of appointment.' })
  kind!: AppointmentKind;

  @InheritsCaching()
  @Field(() => Money, {
    nullable: true,
    description:
      'The price of one appointment today: 0 for a consultation, which is free; null when the therapist has set only a fee to come.',
  })
  amount!: Money | null;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description:
      "The day from which it has been so, in the therapist's time zone; null for what was never otherwise, and without an amount.",
  })
  effectiveFrom!: string | null;

  @InheritsCaching()
  @Field(() => Money, {
    nullable: true,
    description:
      "What Medicare pays of it today under Better Access for a session of 50 minutes or longer with a referral; null where it pays nothing by our table: for consultations, counsellors and psychotherapists, and for psychiatrists, whose items depend on the referral. A slot's `price` goes by its own date and length.",
  })
  rebate!: Money | null;

  @InheritsCaching()
  @Field(() => Money, {
    nullable: true,
    description: 'What is left to pay: the amount less the rebate, never below 0; null without an amount.',
  })
  gap!: Money | null;

  @InheritsCaching()
  @Field(() => [FeeChangeType], { description: 'Changes the therapist has announced, soonest first.' })
  upcoming!: FeeChangeType[];
}
