import type { DatabaseDefinition } from '../shared/database.ts';
import { Fee } from './fees/fee.entity.ts';
import { Therapists } from './migrations/001-therapists.ts';
import { Reviews } from './migrations/002-reviews.ts';
import { FeesAndRebates } from './migrations/003-fees-and-rebates.ts';
import { NextOpenSlots } from './migrations/004-next-open-slots.ts';
import { Search } from './migrations/005-search.ts';
import { RebateSources } from './migrations/020-rebate-sources.ts';
import { ReviewEvents } from './migrations/021-review-events.ts';
import { Profiles } from './migrations/022-profiles.ts';
import { ReviewEvent } from './review/review-event.entity.ts';
import { Review } from './review/review.entity.ts';
import { Therapist } from './therapist/therapist.entity.ts';
import { TherapistEvent } from './verification/therapist-event.entity.ts';

export const therapistsDatabase: DatabaseDefinition = {
  name: 'therapists',
  entities: [Therapist, TherapistEvent, Review, ReviewEvent, Fee],
  migrations: [
    { name: '001-therapists', class: Therapists },
    { name: '002-reviews', class: Reviews },
    { name: '003-fees-and-rebates', class: FeesAndRebates },
    { name: '004-next-open-slots', class: NextOpenSlots },
    { name: '005-search', class: Search },
    { name: '020-rebate-sources', class: RebateSources },
    { name: '021-review-events', class: ReviewEvents },
    { name: '022-profiles', class: Profiles },
  ],
};
