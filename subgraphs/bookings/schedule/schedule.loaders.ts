import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { BookingsContext } from '../bookings.ts';
import { readDiaries, type TherapistDiary } from './diary.ts';

/** By the therapist's id; null for one that bookings has not heard of. Every window and kind is answered from the one read. */
export const diaryOfTherapist = defineLoader<BookingsContext, string, TherapistDiary | null>(
  async ({ em, now }, ids) =>
    inKeyOrder(ids, await readDiaries(em, ids, now), (diary) => diary.therapistId, null),
);
