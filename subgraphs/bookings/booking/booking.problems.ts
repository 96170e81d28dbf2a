import { Field, Int, ObjectType } from 'type-graphql';
import { Problem } from '../../shared/problem.ts';
import { SlotType } from '../slot/slot.type.ts';
import { BookingStatus } from './booking-status.ts';
import { BookingType } from './booking.type.ts';

@ObjectType('SlotTaken', {
  implements: Problem,
  description: 'The time is no longer open. Nothing was done.',
})
export class SlotTaken extends Problem {
  @Field(() => [SlotType], {
    description: 'Up to three open slots nearest to it, nearest first, of the same therapist and kind.',
  })
  alternatives!: SlotType[];
}

@ObjectType('TooSoon', {
  implements: Problem,
  description: 'The time is past, or sooner than the therapist can be booked. Nothing was done.',
})
export class TooSoon extends Problem {
  @Field(() => Date, { description: 'No appointment can start sooner than this.' })
  earliest!: Date;

  @Field(() => [SlotType], { description: 'Up to three open slots nearest to it, nearest first.' })
  alternatives!: SlotType[];
}

@ObjectType('NotAcceptingNewClients', {
  implements: Problem,
  description: 'The therapist takes no clients who have not been with them before. Nothing was done.',
})
export class NotAcceptingNewClients extends Problem {}

@ObjectType('ConsultationAlreadyUsed', {
  implements: Problem,
  description: 'The client has or had their free consultation with this therapist. Nothing was done.',
})
export class ConsultationAlreadyUsed extends Problem {
  @Field(() => BookingType, {
    nullable: true,
    description: 'That consultation; null when it can no longer be shown.',
  })
  booking!: BookingType | null;
}

@ObjectType('TooManyConsultations', {
  implements: Problem,
  description: 'The client has as many consultations before them as anybody may have. Nothing was done.',
})
export class TooManyConsultations extends Problem {
  @Field(() => Int, { description: 'How many may be upcoming at a time.' })
  limit!: number;

  @Field(() => [BookingType], {
    description: 'The upcoming ones: one of them can be cancelled to make room.',
  })
  upcoming!: BookingType[];
}

@ObjectType('TooManyHolds', {
  implements: Problem,
  description: 'The client keeps as many times unconfirmed as anybody may. Nothing was done.',
})
export class TooManyHolds extends Problem {
  @Field(() => Int, { description: 'How many may be held at a time.' })
  limit!: number;

  @Field(() => [BookingType], { description: 'Those that are held, to be confirmed or cancelled.' })
  holds!: BookingType[];
}

@ObjectType('ClientBusy', {
  implements: Problem,
  description: 'The client has another appointment at that time. Nothing was done.',
})
export class ClientBusy extends Problem {
  @Field(() => BookingType, {
    nullable: true,
    description: 'The other appointment; null when it can no longer be shown.',
  })
  booking!: BookingType | null;
}

@ObjectType('HoldExpired', {
  implements: Problem,
  description: 'The hold ran out before it was confirmed. Nothing was done.',
})
export class HoldExpired extends Problem {
  @Field(() => SlotType, {
    nullable: true,
    description:
      'The same time, to be tried again while it is open; null when the therapist can no longer be booked.',
  })
  slot!: SlotType | null;
}

@ObjectType('TooLateToCancel', {
  implements: Problem,
  description: 'The client can no longer cancel; the therapist still can. Nothing was done.',
})
export class TooLateToCancel extends Problem {
  @Field(() => Date, { description: 'Until when it could be cancelled.' })
  cancellableUntil!: Date;
}

@ObjectType('TooLateToReschedule', {
  implements: Problem,
  description: 'The client can no longer move the appointment; the therapist still can. Nothing was done.',
})
export class TooLateToReschedule extends Problem {
  @Field(() => Date, { description: 'Until when it could be moved.' })
  reschedulableUntil!: Date;
}

@ObjectType('NotYetStarted', {
  implements: Problem,
  description: 'The appointment has not begun, so nobody can have missed it. Nothing was done.',
})
export class NotYetStarted extends Problem {
  @Field(() => Date, { description: 'When it starts.' })
  startsAt!: Date;
}

@ObjectType('BookingStateConflict', {
  implements: Problem,
  description:
    'The appointment is in a state that this cannot follow, such as cancelling what has taken place. Nothing was done.',
})
export class BookingStateConflict extends Problem {
  @Field(() => BookingStatus, { description: 'Where the appointment stood.' })
  status!: BookingStatus;

  @Field(() => BookingType, {
    nullable: true,
    description: 'The appointment as it is now; null when the viewer may no longer see it.',
  })
  booking!: BookingType | null;
}

@ObjectType('BookingSuccess', { description: 'It was done.' })
export class BookingSuccess {
  @Field(() => BookingType, { description: 'The appointment as it is now.' })
  booking!: BookingType;

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}
