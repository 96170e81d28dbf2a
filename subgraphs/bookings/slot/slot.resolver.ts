import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import type { BookingsContext } from '../bookings.ts';
import { offers } from '../schedule/diary.rules.ts';
import { diaryOfTherapist } from '../schedule/schedule.loaders.ts';
import { LocalTime, localTime } from './local-time.ts';
import { slotById } from './slot.reference.ts';
import { slotVerdict } from './slot.rules.ts';
import { SlotType, slotCacheSeconds } from './slot.type.ts';

@Resolver(() => SlotType)
export class SlotResolver {
  @PublicFor(slotCacheSeconds)
  @Query(() => SlotType, {
    nullable: true,
    description:
      'The slot that an id names, whether or not it is still open; null when the id names none, or a therapist who is not public.',
  })
  slot(
    @Arg('id', () => ID, { description: "The slot's id." }) id: string,
    @Ctx() context: BookingsContext,
  ): Promise<SlotType | null> {
    return slotById(context, id);
  }

  @PublicFor(slotCacheSeconds)
  @FieldResolver(() => Boolean, { description: 'Whether it can be booked as things stand now.' })
  async isOpen(@Root() slot: SlotType, @Ctx() context: BookingsContext): Promise<boolean> {
    const diary = await context.load(diaryOfTherapist, slot.therapist.id);
    if (diary === null || !offers(diary, slot.kind)) return false;
    const now = context.now.getTime();
    return slotVerdict(diary.rules, diary.busy, slot.kind, slot.startsAt.getTime(), now) === 'OPEN';
  }

  @FieldResolver(() => LocalTime, { description: 'The same time as clocks show it in a time zone.' })
  local(
    @Root() { startsAt, endsAt }: SlotType,
    @Arg('timeZone', () => String, { description: 'IANA name, such as `Australia/Sydney`.' })
    timeZone: string,
  ): LocalTime {
    return localTime(startsAt, endsAt, timeZone);
  }
}
