import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';

export enum CalendarImportStatus {
  WAITING = 'WAITING',
  OK = 'OK',
  ADDRESS_NOT_ALLOWED = 'ADDRESS_NOT_ALLOWED',
  UNREACHABLE = 'UNREACHABLE',
  TIMED_OUT = 'TIMED_OUT',
  HTTP_ERROR = 'HTTP_ERROR',
  TOO_LARGE = 'TOO_LARGE',
  NOT_A_CALENDAR = 'NOT_A_CALENDAR',
}

registerEnumType(CalendarImportStatus, {
  name: 'CalendarImportStatus',
  description:
    'How the last look at an imported calendar went. After a failure the busy times last read stay.',
  valuesConfig: {
    WAITING: { description: 'It has not been looked at yet.' },
    OK: { description: 'It was read.' },
    ADDRESS_NOT_ALLOWED: {
      description: 'Its address, or one that it leads to, is not on the open internet, or not of the web.',
    },
    UNREACHABLE: { description: 'No connection could be made, or it broke off.' },
    TIMED_OUT: { description: 'It took too long to answer.' },
    HTTP_ERROR: {
      description: 'The server refused: the address may have been withdrawn. `httpStatus` says more.',
    },
    TOO_LARGE: { description: 'It is too large, or has more events and repetitions than can be read.' },
    NOT_A_CALENDAR: { description: 'What is there is no calendar in iCalendar format, or is cut off.' },
  },
});

@ObjectType('CalendarImport', {
  description:
    "A calendar of the therapist's own whose events close times here, looked at every quarter of an hour.",
})
export class CalendarImportType {
  @Field(() => String, {
    description:
      'The host it is fetched from. The whole address is not shown again, since it may be a secret.',
  })
  host!: string;

  @Field(() => CalendarImportStatus, { description: 'How the last look at it went.' })
  status!: CalendarImportStatus;

  @Field(() => Int, {
    nullable: true,
    description: "The server's status code when that is what went wrong; null otherwise.",
  })
  httpStatus!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many events it held when it was last read; null until then.',
  })
  events!: number | null;

  @Field(() => Date, { nullable: true, description: 'When it was last looked at; null until then.' })
  checkedAt!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'When it was last read with success: the busy times are of then; null until then.',
  })
  succeededAt!: Date | null;

  @Field(() => Date, { description: 'When it is to be looked at next.' })
  nextCheckAt!: Date;
}
