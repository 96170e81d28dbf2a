import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { SlotType } from '../slot/slot.type.ts';

export enum ClosedReason {
  PAST = 'PAST',
  TOO_SOON = 'TOO_SOON',
  BEYOND_HORIZON = 'BEYOND_HORIZON',
  NOT_ACCEPTING_NEW_CLIENTS = 'NOT_ACCEPTING_NEW_CLIENTS',
  OUTSIDE_HOURS = 'OUTSIDE_HOURS',
  BETWEEN_STARTS = 'BETWEEN_STARTS',
  NOT_AVAILABLE = 'NOT_AVAILABLE',
}

registerEnumType(ClosedReason, {
  name: 'ClosedReason',
  description: 'Why a time cannot be booked.',
  valuesConfig: {
    PAST: { description: 'It has passed.' },
    TOO_SOON: { description: 'It is sooner than the therapist can be booked.' },
    BEYOND_HORIZON: { description: 'It is farther ahead than the therapist can be booked yet.' },
    NOT_ACCEPTING_NEW_CLIENTS: {
      description: 'The therapist takes no new clients, so offers no consultations.',
    },
    OUTSIDE_HOURS: { description: 'The appointment would not lie in the hours of that day.' },
    BETWEEN_STARTS: { description: 'It is in the hours, but appointments start at other minutes.' },
    NOT_AVAILABLE: {
      description: 'The time is taken. By what is not told: an appointment and time off look the same.',
    },
  },
});

@ObjectType('WhyClosed', {
  description: 'Whether a time can be booked, and if not, why, and when the next one is.',
})
export class WhyClosedType {
  @Field(() => ClosedReason, { nullable: true, description: 'Why it cannot be booked; null when it can.' })
  reason!: ClosedReason | null;

  @Field(() => String, { description: 'The same for a person to read, in a sentence or two.' })
  explanation!: string;

  @Field(() => SlotType, {
    nullable: true,
    description:
      'The soonest open slot of the kind from that time on, or from now when that is later; null when there is none as far ahead as bookings go.',
  })
  nextOpenSlot!: SlotType | null;
}
