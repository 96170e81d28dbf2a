import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { encodeSlotId } from './slot-id.ts';
import type { OpenSlot } from './slot.rules.ts';

/** Seconds. Short, since a slot that is shown should be one that can be booked. */
export const slotCacheSeconds = 5;

@PublicFor(slotCacheSeconds)
@Directive('@key(fields: "id")')
@ObjectType('Slot', {
  description:
    'A time at which a therapist can be booked. Its id stays the same however often it is asked for.',
})
export class SlotType {
  @Field(() => ID, {
    description: 'Opaque and stable: names the therapist, the kind and the start. Book with it.',
  })
  id!: string;

  @Field(() => AppointmentKind, { description: 'What the appointment would be for.' })
  kind!: AppointmentKind;

  @InheritsCaching()
  @Field(() => TherapistType, {
    nullable: true,
    description: 'Whose time it is; null only when the therapists service could not be reached.',
  })
  therapist!: TherapistType;

  @Field(() => Date, { description: 'When it starts, in UTC.' })
  startsAt!: Date;

  @Field(() => Date, { description: "When it ends, in UTC, by the therapist's present length of the kind." })
  endsAt!: Date;
}

/** The graph's shape of a slot that the engine found. */
export function toSlot(therapistId: string, slot: OpenSlot): SlotType {
  return Object.assign(new SlotType(), {
    id: encodeSlotId({ therapistId, kind: slot.kind, startsAt: slot.startsAt }),
    kind: slot.kind as AppointmentKind,
    therapist: { id: therapistId },
    startsAt: new Date(slot.startsAt),
    endsAt: new Date(slot.endsAt),
  });
}
