import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { BookingsContext } from '../bookings.ts';
import { diaryOfTherapist } from '../schedule/schedule.loaders.ts';
import { decodeSlotId } from './slot-id.ts';
import { MINUTE_MS } from './zone-offsets.ts';
import { toSlot, type SlotType } from './slot.type.ts';

/** The slot that an id names, open or not; null when it names none, or one of a therapist whom the public may not see. */
export async function slotById(context: BookingsContext, id: string): Promise<SlotType | null> {
  const key = decodeSlotId(id);
  if (key === null) return null;
  const diary = await context.load(diaryOfTherapist, key.therapistId);
  if (diary === null || !diary.isPublic) return null;
  const { kind, startsAt } = key;
  const endsAt = startsAt + diary.rules.kinds[kind].lengthMinutes * MINUTE_MS;
  return toSlot(key.therapistId, { kind, startsAt, endsAt });
}

export const slotReference: ResolveReference<BookingsContext> = ({ id }, context) =>
  slotById(context, String(id));
