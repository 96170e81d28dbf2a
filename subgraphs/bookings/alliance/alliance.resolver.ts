import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { requireFirst } from '../../shared/paging.ts';
import { bookingById } from '../booking/booking.reference.ts';
import { BookingType } from '../booking/booking.type.ts';
import type { BookingsContext } from '../bookings.ts';
import { MeType } from '../me/me.type.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { allianceOfBooking, readOthersToMeet, readOwnAlliances, type AllianceRow } from './alliance.reads.ts';
import { standingOf } from './alliance.rules.ts';
import {
  AllianceRecordType,
  AllianceSuggestionKind,
  AllianceSuggestionType,
  AllianceTrend,
  AllianceType,
  toAllianceRecord,
} from './alliance.type.ts';

/** The article on how to raise what does not fit, by its slug in the library. */
const articleOnRaisingIt = 'raising-it-with-your-therapist';

@Resolver(() => MeType)
export class MyAlliancesResolver {
  @PrivateToViewer()
  @FieldResolver(() => [AllianceType], {
    description:
      'How the work with each therapist has been, by the marks the viewer gave; the therapist last marked first.',
  })
  async alliances(@Root() me: MeType, @Ctx() { em }: BookingsContext): Promise<AllianceType[]> {
    const byTherapist = new Map<string, AllianceRow[]>();
    for (const row of await readOwnAlliances(em, me.id))
      byTherapist.set(row.therapistId, [...(byTherapist.get(row.therapistId) ?? []), row]);
    return [...byTherapist.values()]
      .map(toAlliance)
      .toSorted((a, b) => b.latest.appointmentAt.getTime() - a.latest.appointmentAt.getTime());
  }
}

@Resolver(() => AllianceType)
export class AllianceResolver {
  @FieldResolver(() => [AllianceRecordType], {
    description: 'The marks of the latest appointments that have any, in the order of time.',
  })
  points(
    @Root() { rows }: AllianceType,
    @Arg('first', () => Int, {
      defaultValue: 20,
      description: 'Of how many appointments at the most: 1 to 100, the latest.',
    })
    first: number,
  ): AllianceRecordType[] {
    return rows.slice(-requireFirst(first)).map((row) => toAllianceRecord(row, true));
  }
}

@Resolver(() => AllianceSuggestionType)
export class AllianceSuggestionResolver {
  @FieldResolver(() => [TherapistType], {
    nullable: true,
    description:
      'Therapists the client has not met who have a free consultation open, the soonest first; null where there is nobody to suggest, as with the therapist themself.',
  })
  async therapists(
    @Root() { kind, clientId }: AllianceSuggestionType,
    @Arg('first', () => Int, { defaultValue: 3, description: 'At most this many: 1 to 20.' }) first: number,
    @Ctx() { em, now }: BookingsContext,
  ): Promise<TherapistType[] | null> {
    const limit = requireFirst(first, 20);
    if (kind !== AllianceSuggestionKind.MEET_ANOTHER) return null;
    return (await readOthersToMeet(em, clientId, now, limit)).map((id) => ({ id }));
  }
}

@Resolver(() => BookingType)
export class BookingAllianceResolver {
  @FieldResolver(() => AllianceRecordType, {
    nullable: true,
    description:
      'How it was for the client: all of it for the client, for the therapist what the client shares, which is written down when it is read; null for anybody else, and when there is nothing.',
  })
  alliance(
    @Root() { visible }: BookingType,
    @Ctx() context: BookingsContext,
  ): Promise<AllianceRecordType | null> {
    return context.load(allianceOfBooking, visible);
  }
}

@Resolver(() => AllianceRecordType)
export class AllianceRecordResolver {
  @FieldResolver(() => BookingType, {
    nullable: true,
    description: 'The appointment; null when the viewer may no longer see it.',
  })
  booking(
    @Root() { bookingId }: AllianceRecordType,
    @Ctx() context: BookingsContext,
  ): Promise<BookingType | null> {
    return bookingById(context, bookingId);
  }
}

function toAlliance(rows: AllianceRow[]): AllianceType {
  const latest = rows.at(-1)!;
  const { trend, isLow, needsAttention } = standingOf(rows);
  return Object.assign(new AllianceType(), {
    clientId: latest.clientId,
    rows,
    therapist: { id: latest.therapistId },
    trend: AllianceTrend[trend],
    isLow,
    latest: toAllianceRecord(latest, true),
    suggestions: needsAttention ? suggestionsFor(latest.clientId) : [],
  });
}

/** In the order in which to try them. */
function suggestionsFor(clientId: string): AllianceSuggestionType[] {
  return [
    {
      clientId,
      kind: AllianceSuggestionKind.RAISE_WITH_THERAPIST,
      text: 'Tell your therapist what does not feel right. It happens in good therapies too, and talking about it often helps.',
      article: { slug: articleOnRaisingIt },
    },
    {
      clientId,
      kind: AllianceSuggestionKind.MEET_ANOTHER,
      text: 'If talking about it does not help, you may meet another therapist. The first consultation is free.',
      article: null,
    },
  ];
}
