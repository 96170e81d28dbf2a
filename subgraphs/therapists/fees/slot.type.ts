import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { Money } from '../../shared/money.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { TherapistType } from '../therapist/therapist.type.ts';

@ObjectType('SlotPrice', {
  description: 'What an appointment at this time costs: `fee` is `rebate` and `gap` together.',
})
export class SlotPriceType {
  @InheritsCaching()
  @Field(() => Money, {
    description: "The therapist's fee on that day; 0 for a consultation, which is free.",
  })
  fee!: Money;

  @InheritsCaching()
  @Field(() => Money, {
    nullable: true,
    description:
      "What Medicare pays of it under Better Access to a client with a referral, by the profession, the length and the date of the appointment in the therapist's time zone; null where it pays nothing by our table.",
  })
  rebate!: Money | null;

  @InheritsCaching()
  @Field(() => Money, { description: 'What is left for the client to pay; never below 0.' })
  gap!: Money;
}

/** The bookings subgraph's; what the price depends on comes with the reference. */
@Directive('@key(fields: "id")')
@ObjectType('Slot')
export class SlotType {
  @Field(() => ID, { description: 'Opaque and stable.' })
  id!: string;

  @Directive('@external')
  @Field(() => AppointmentKind, { description: 'What the appointment would be for.' })
  kind!: AppointmentKind;

  @Directive('@external')
  @Field(() => TherapistType, { nullable: true, description: 'Whose time it is.' })
  therapist!: { id: string } | null;

  @Directive('@external')
  @Field(() => Date, { description: 'When it starts, in UTC.' })
  startsAt!: Date;

  @Directive('@external')
  @Field(() => Date, { description: 'When it ends, in UTC.' })
  endsAt!: Date;
}
