import { sql } from 'kysely';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { BookingConnection, BookingFilter, listBookings } from '../booking/booking-list.ts';
import type { BookingsContext } from '../bookings.ts';
import { MeType } from '../me/me.type.ts';
import { Therapist } from '../therapist/therapist.entity.ts';
import { PracticeType } from './practice.type.ts';

@Resolver(() => MeType)
export class MyPracticeResolver {
  @PrivateToViewer()
  @FieldResolver(() => PracticeType, {
    nullable: true,
    description: 'Where the viewer works as a therapist; null for those who do not.',
  })
  async practice(@Root() me: MeType, @Ctx() { em }: BookingsContext): Promise<PracticeType | null> {
    const [therapist] = await em.find(
      Therapist,
      { ownerSubject: me.id },
      { orderBy: { id: 'asc' }, limit: 1, fields: ['id'] },
    );
    return therapist === undefined ? null : { therapist: { id: therapist.id } };
  }
}

@Resolver(() => PracticeType)
export class PracticeResolver {
  @PrivateToViewer()
  @FieldResolver(() => BookingConnection, {
    description: 'Appointments with the viewer as the therapist. Each one shown is written down.',
  })
  bookings(
    @Root() { therapist }: PracticeType,
    @Arg('filter', () => BookingFilter, {
      nullable: true,
      description: 'Which of them; null means all, the latest first.',
    })
    filter: BookingFilter | null,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most this many: 1 to 100.' }) first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The `endCursor` of the page before; null for the first page.',
    })
    after: string | null,
    @Ctx() context: BookingsContext,
  ): Promise<InstanceType<typeof BookingConnection>> {
    return listBookings(context, sql`therapist_id = ${therapist.id}`, { filter, first, after });
  }
}
