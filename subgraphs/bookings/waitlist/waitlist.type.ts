import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { WaitlistRow } from './waitlist.reads.ts';

export enum WaitlistStatus {
  WAITING = 'WAITING',
  OFFERED = 'OFFERED',
  BOOKED = 'BOOKED',
  LEFT = 'LEFT',
  ENDED = 'ENDED',
}

registerEnumType(WaitlistStatus, {
  name: 'WaitlistStatus',
  description: 'Where a wait stands.',
  valuesConfig: {
    WAITING: { description: 'Nothing has become free yet.' },
    OFFERED: { description: 'A time is offered, and kept until the offer runs out.' },
    BOOKED: { description: 'The client has an appointment.' },
    LEFT: { description: 'The client waits no longer.' },
    ENDED: { description: 'The window has passed.' },
  },
});

@InputType('TimeWindow', { description: 'A stretch of time.' })
export class TimeWindow {
  @Field(() => Date, { description: 'When it begins.' })
  from!: Date;

  @Field(() => Date, { description: 'When it ends; later than `from`.' })
  until!: Date;
}

@PrivateToViewer()
@Directive('@key(fields: "id")')
@ObjectType('WaitlistEntry', {
  implements: Node,
  description: "A client's wait for a time with a therapist. Nobody else sees it.",
})
export class WaitlistEntryType extends Node {
  offerId!: string | null;

  @Field(() => ID, { description: 'TypeID with the prefix `waitlist`.' })
  declare id: string;

  @Field(() => AppointmentKind, { description: 'What the appointment would be for.' })
  kind!: AppointmentKind;

  @Field(() => TherapistType, {
    nullable: true,
    description: 'Whom it is with; null only when the therapists service could not be reached.',
  })
  therapist!: TherapistType;

  @Field(() => Date, { description: 'The appointment starts then or later.' })
  from!: Date;

  @Field(() => Date, { description: 'The appointment starts before then.' })
  until!: Date;

  @Field(() => WaitlistStatus, { description: 'Where it stands.' })
  status!: WaitlistStatus;

  @Field(() => Int, {
    nullable: true,
    description: 'The place in the line, counted from 1; null when it is over.',
  })
  position!: number | null;

  @Field(() => Date, { description: 'Since when they wait.' })
  createdAt!: Date;
}

export function toWaitlistEntry(row: WaitlistRow, now: Date): WaitlistEntryType {
  const status = statusOf(row, now);
  const isOver = ![WaitlistStatus.WAITING, WaitlistStatus.OFFERED].includes(status);
  return Object.assign(new WaitlistEntryType(), {
    id: row.id,
    kind: row.kind,
    therapist: { id: row.therapistId },
    from: new Date(row.windowFrom),
    until: new Date(row.windowUntil),
    status,
    position: isOver ? null : row.before + 1,
    createdAt: new Date(row.createdAt),
    offerId: row.offerId,
  });
}

function statusOf({ status, offerId, windowUntil }: WaitlistRow, now: Date): WaitlistStatus {
  if (status !== 'WAITING') return WaitlistStatus[status];
  if (offerId !== null) return WaitlistStatus.OFFERED;
  return windowUntil <= now.getTime() ? WaitlistStatus.ENDED : WaitlistStatus.WAITING;
}
