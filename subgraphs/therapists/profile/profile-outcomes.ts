import type { TherapistStatus } from '../therapist/therapist.vocabulary.ts';
import type { PhotoFault } from './check-photo.ts';
import type { ProfileField } from './profile.vocabulary.ts';

/** What came of a mutation about a profile, as it is remembered for its idempotency key. */
export type ProfileOutcome =
  | { type: 'ProfileSuccess'; therapistId: string }
  | { type: 'ProfileExists'; therapistId: string }
  | { type: 'SlugTaken'; slug: string }
  | { type: 'RegistrationRefused'; fault: string }
  | { type: 'PhotoRefused'; fault: PhotoFault }
  | { type: 'NeedsReverification'; fields: ProfileField[] }
  | { type: 'ProfileIncomplete'; missing: ProfileField[] }
  | { type: 'ProfileChanged'; therapistId: string; version: number }
  | { type: 'ProfileStateConflict'; therapistId: string; status: TherapistStatus };
