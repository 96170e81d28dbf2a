import { LocalDateResolver } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { Money } from '../../shared/money.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';

@ObjectType('Fee', { description: 'What a therapist charges today for one kind of appointment.' })
export class FeeType {
  @Field(() => AppointmentKind, { description: 'The kind of appointment.' })
  kind!: AppointmentKind;

  @InheritsCaching()
  @Field(() => Money, { description: 'The price of one appointment; 0 for a consultation, which is free.' })
  amount!: Money;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description:
      "The day from which it has been so, in the therapist's time zone; null for what was never otherwise.",
  })
  effectiveFrom!: string | null;
}
