import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { badInput } from '../../shared/errors.ts';
import { requireFirst } from '../../shared/paging.ts';
import { AppointmentKind } from '../../shared/vocabulary.ts';
import { sessionCountOfTherapist } from '../booking/session-count.loaders.ts';
import type { BookingsContext } from '../bookings.ts';
import { openSlotsOf } from '../schedule/diary.rules.ts';
import { diaryOfTherapist } from '../schedule/schedule.loaders.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { SlotType, slotCacheSeconds, toSlot } from './slot.type.ts';
import type { Period } from './slot.rules.ts';

@Resolver(() => TherapistType)
export class TherapistSlotsResolver {
  @PublicFor(60)
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many appointments have taken place with them; null only when the service could not be reached.',
  })
  sessionCount(@Root() { id }: TherapistType, @Ctx() context: BookingsContext): Promise<number> {
    return context.load(sessionCountOfTherapist, id);
  }

  @PublicFor(slotCacheSeconds)
  @FieldResolver(() => [SlotType], {
    nullable: true,
    description:
      'The soonest slots that can be booked, in order of time; null only when the service could not be reached.',
  })
  async openSlots(
    @Root() { id }: TherapistType,
    @Arg('kind', () => AppointmentKind, { description: 'What the appointment is for.' })
    kind: AppointmentKind,
    @Arg('first', () => Int, { defaultValue: 3, description: 'At most this many: 1 to 50.' }) first: number,
    @Arg('from', () => Date, {
      nullable: true,
      description: 'Only slots that start then or later; null means from now.',
    })
    from: Date | null,
    @Arg('until', () => Date, {
      nullable: true,
      description:
        "Only slots that start before then; null means as far ahead as the therapist's bookings go.",
    })
    until: Date | null,
    @Ctx() context: BookingsContext,
  ): Promise<SlotType[]> {
    const limit = requireFirst(first, 50);
    const window = requireWindow(from, until, context.now);
    const diary = await context.load(diaryOfTherapist, id);
    if (diary === null) return [];
    return openSlotsOf(diary, kind, window, context.now, limit).map((slot) => toSlot(id, slot));
  }

  @PublicFor(slotCacheSeconds)
  @FieldResolver(() => SlotType, {
    nullable: true,
    description: 'The soonest slot that can be booked; null when none is open as far ahead as bookings go.',
  })
  async nextOpenSlot(
    @Root() { id }: TherapistType,
    @Arg('kind', () => AppointmentKind, { description: 'What the appointment is for.' })
    kind: AppointmentKind,
    @Ctx() context: BookingsContext,
  ): Promise<SlotType | null> {
    const diary = await context.load(diaryOfTherapist, id);
    if (diary === null) return null;
    const [next] = openSlotsOf(diary, kind, requireWindow(null, null, context.now), context.now, 1);
    return next === undefined ? null : toSlot(id, next);
  }
}

function requireWindow(from: Date | null | undefined, until: Date | null | undefined, now: Date): Period {
  const window = { from: (from ?? now).getTime(), until: until?.getTime() ?? Infinity };
  if (window.from >= window.until) throw badInput('until must be later than from.', 'until');
  return window;
}
