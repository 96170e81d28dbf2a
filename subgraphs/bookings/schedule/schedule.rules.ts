import { DEFAULT_HORIZON_DAYS, DEFAULT_MINIMUM_NOTICE_MINUTES } from '../slot/slot.rules.ts';

/** What a therapist who has set nothing gets. Minutes, but where the name says days or hours. */
export const scheduleDefaults = {
  consultationMinutes: 15,
  consultationStepMinutes: 15,
  sessionMinutes: 50,
  sessionStepMinutes: 60,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNoticeMinutes: DEFAULT_MINIMUM_NOTICE_MINUTES,
  horizonDays: DEFAULT_HORIZON_DAYS,
  dailyLimit: null,
  cancellationNoticeHours: 24,
} as const;
