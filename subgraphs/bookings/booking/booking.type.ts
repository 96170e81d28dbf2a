import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { BookingStatus } from './booking-status.ts';
import type { VisibleBooking } from './booking.reads.ts';
import { changeableUntil } from './booking.rules.ts';

export enum TimelineEvent {
  HELD = 'HELD',
  CONFIRMED = 'CONFIRMED',
  RESCHEDULED = 'RESCHEDULED',
  CANCELLED = 'CANCELLED',
  COMPLETED = 'COMPLETED',
  MARKED_NO_SHOW = 'MARKED_NO_SHOW',
  EXPIRED = 'EXPIRED',
}

registerEnumType(TimelineEvent, {
  name: 'TimelineEvent',
  description: 'Something that can happen to an appointment.',
  valuesConfig: {
    HELD: { description: 'Its time was kept for the client for a while.' },
    CONFIRMED: { description: 'It was booked.' },
    RESCHEDULED: { description: 'It was moved to another time.' },
    CANCELLED: { description: 'It was called off.' },
    COMPLETED: { description: 'It took place.' },
    MARKED_NO_SHOW: { description: 'The therapist noted that the client did not come.' },
    EXPIRED: { description: 'The hold ran out.' },
  },
});

export enum TimelineActor {
  CLIENT = 'CLIENT',
  THERAPIST = 'THERAPIST',
  ADMIN = 'ADMIN',
  SYSTEM = 'SYSTEM',
}

registerEnumType(TimelineActor, {
  name: 'TimelineActor',
  description: 'Who did something to an appointment.',
  valuesConfig: {
    CLIENT: { description: 'Its client.' },
    THERAPIST: { description: 'Its therapist.' },
    ADMIN: { description: 'Somebody who runs the platform.' },
    SYSTEM: { description: 'Nobody: it came with time, or from the waitlist.' },
  },
});

@ObjectType('TimelineEntry', { description: 'One thing that happened to an appointment.' })
export class TimelineEntryType {
  @Field(() => Date, { description: 'When it happened.' })
  at!: Date;

  @Field(() => TimelineEvent, { description: 'What happened.' })
  type!: `${TimelineEvent}`;

  @Field(() => TimelineActor, { description: 'Who did it.' })
  actor!: `${TimelineActor}`;

  @Field(() => String, { nullable: true, description: 'Why, in their words; null when they gave no reason.' })
  reason!: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When the appointment was to start before; null for anything but a new time.',
  })
  previousStartsAt!: Date | null;
}

@ObjectType('BookingPolicy', {
  description: 'What the client may still do about an appointment, and until when.',
})
export class BookingPolicyType {
  @Field(() => Date, { description: 'Until when the client may cancel a confirmed appointment.' })
  cancellableUntil!: Date;

  @Field(() => Date, { description: 'Until when the client may move a confirmed appointment.' })
  reschedulableUntil!: Date;
}

@ObjectType('Client', { description: 'A person with appointments, as their therapist may see them.' })
export class ClientType {
  @Field(() => ID, { description: 'TypeID with the prefix `client`.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Their name; null when they have not told.' })
  name!: string | null;

  @Field(() => String, { nullable: true, description: 'Their e-mail address; null when they have not told.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'Their IANA time zone; null when they have not told.' })
  timeZone!: string | null;
}

@PrivateToViewer()
@Directive('@key(fields: "id")')
@ObjectType('Booking', {
  implements: Node,
  description:
    'An appointment of a client with a therapist. Only the two of them see it, and an admin who says why.',
})
export class BookingType extends Node {
  /** Who the viewer is to it, and the row it is made of. */
  visible!: VisibleBooking;

  @Field(() => ID, { description: 'TypeID with the prefix `booking`.' })
  declare id: string;

  @Field(() => AppointmentKind, { description: 'What it is for.' })
  kind!: AppointmentKind;

  @Field(() => BookingStatus, { description: 'Where it stands.' })
  status!: BookingStatus;

  @Field(() => Date, { description: 'When it starts, in UTC.' })
  startsAt!: Date;

  @Field(() => Date, { description: 'When it ends, in UTC.' })
  endsAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Until when its time is kept for the client to confirm; null unless it is held.',
  })
  heldUntil!: Date | null;

  @Field(() => Boolean, {
    description: 'Whether the time was offered to the client from the waitlist rather than chosen.',
  })
  isOffer!: boolean;

  @Field(() => TherapistType, {
    nullable: true,
    description: 'Whom it is with; null only when the therapists service could not be reached.',
  })
  therapist!: TherapistType;

  @Field(() => ClientType, { description: 'Whose appointment it is.' })
  client!: ClientType;

  @Field(() => Int, {
    nullable: true,
    description: 'Its place in the series, counted from 1; null when it is in none.',
  })
  occurrence!: number | null;

  @Field(() => BookingPolicyType, { description: 'Until when the client may change it.' })
  policy!: BookingPolicyType;

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'When anything last happened to it.' })
  updatedAt!: Date;
}

/** The graph's shape of a booking that the viewer may see. A hold that has run out shows as expired before a worker says so. */
export function toBooking(visible: VisibleBooking, now: Date): BookingType {
  const { row } = visible;
  const isPastHold = row.status === BookingStatus.HELD && row.heldUntil! <= now.getTime();
  const status = isPastHold ? BookingStatus.EXPIRED : row.status;
  const startsAt = new Date(row.startsAt);
  const until = changeableUntil({ startsAt, cancellationNoticeHours: row.cancellationNoticeHours });
  return Object.assign(new BookingType(), {
    visible,
    id: row.id,
    kind: row.kind,
    status,
    startsAt,
    endsAt: new Date(row.endsAt),
    heldUntil: status === BookingStatus.HELD ? new Date(row.heldUntil!) : null,
    isOffer: row.isOffer,
    therapist: { id: row.therapistId },
    client: { id: row.clientId, name: row.clientName, email: row.clientEmail, timeZone: row.clientTimeZone },
    occurrence: row.occurrence,
    policy: { cancellableUntil: until, reschedulableUntil: until },
    createdAt: new Date(row.createdAt),
    updatedAt: new Date(row.updatedAt),
  });
}
