import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import type { OccurrenceOutcome } from '../booking/booking-outcomes.ts';
import { BookingType } from '../booking/booking.type.ts';
import { TherapistType } from '../therapist/therapist.type.ts';

export enum Rhythm {
  WEEK = 'WEEK',
  FORTNIGHT = 'FORTNIGHT',
}

registerEnumType(Rhythm, {
  name: 'Rhythm',
  description: 'How often ongoing sessions take place.',
  valuesConfig: {
    WEEK: { description: 'Every week.' },
    FORTNIGHT: { description: 'Every second week.' },
  },
});

export enum OnConflict {
  ALL_OR_NOTHING = 'ALL_OR_NOTHING',
  SKIP_CONFLICTS = 'SKIP_CONFLICTS',
}

registerEnumType(OnConflict, {
  name: 'OnConflict',
  description: 'What to do when some of the times cannot be had.',
  valuesConfig: {
    ALL_OR_NOTHING: { description: 'Book none of them.' },
    SKIP_CONFLICTS: { description: 'Book the others.' },
  },
});

export enum OccurrenceResult {
  BOOKED = 'BOOKED',
  OPEN = 'OPEN',
  NOT_OPEN = 'NOT_OPEN',
  TOO_FAR_AHEAD = 'TOO_FAR_AHEAD',
  CLIENT_BUSY = 'CLIENT_BUSY',
  NO_SUCH_TIME = 'NO_SUCH_TIME',
}

registerEnumType(OccurrenceResult, {
  name: 'OccurrenceResult',
  description: 'What came of one appointment of a series.',
  valuesConfig: {
    BOOKED: { description: 'It is booked.' },
    OPEN: { description: 'It could have been booked, but none was, because of the others.' },
    NOT_OPEN: { description: 'The therapist cannot be booked then.' },
    TOO_FAR_AHEAD: { description: 'It is farther ahead than the therapist can be booked yet.' },
    CLIENT_BUSY: { description: 'The client has another appointment then.' },
    NO_SUCH_TIME: { description: 'The clocks go forward over that time on that day.' },
  },
});

@ObjectType('OccurrenceReport', {
  description: 'What came of one appointment of a series that was asked for.',
})
export class OccurrenceReportType {
  /** Whose hours the alternatives come from; null where there is nothing to look for. */
  therapistId!: string;

  @Field(() => Int, { description: 'Its place in the series, counted from 1.' })
  occurrence!: number;

  @Field(() => Date, {
    nullable: true,
    description: 'When it starts or would have; null where the clocks skip the time on that day.',
  })
  startsAt!: Date | null;

  @Field(() => OccurrenceResult, { description: 'What came of it.' })
  result!: OccurrenceOutcome['result'];

  @Field(() => BookingType, { nullable: true, description: 'The appointment; null unless it is booked.' })
  booking!: BookingType | null;
}

@PrivateToViewer()
@Directive('@key(fields: "id")')
@ObjectType('Series', {
  implements: Node,
  description: 'Ongoing sessions at the same local time. Seen by those who see its appointments.',
})
export class SeriesType extends Node {
  /** Ids of its appointments in order, and why an admin looks. */
  bookingIds!: string[];
  reason!: string | null;

  @Field(() => ID, { description: 'TypeID with the prefix `series`.' })
  declare id: string;

  @Field(() => AppointmentKind, { description: 'What its appointments are for.' })
  kind!: AppointmentKind;

  @Field(() => Rhythm, { description: 'How often they take place.' })
  every!: `${Rhythm}`;

  @Field(() => TherapistType, {
    nullable: true,
    description: 'Whom they are with; null only when the therapists service could not be reached.',
  })
  therapist!: TherapistType;

  @Field(() => Date, { description: 'When it was booked.' })
  createdAt!: Date;
}
