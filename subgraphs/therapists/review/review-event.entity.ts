import { defineEntity, p } from '@mikro-orm/postgresql';
import type { ReviewActor, ReviewEventType } from './review-transitions.rules.ts';

/** One thing that happened to a review. Added with the change it tells of, and never changed. */
const schema = defineEntity({
  name: 'ReviewEvent',
  tableName: 'review_event',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    reviewId: p.text(),
    event: p.text().$type<ReviewEventType>(),
    actor: p.text().$type<ReviewActor>(),
    actorSubject: p.text(),
    reason: p.text().strictNullable(),
    at: p.datetime(),
  },
});

export class ReviewEvent extends schema.class {}
schema.setClass(ReviewEvent);
