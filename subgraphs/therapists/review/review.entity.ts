import { defineEntity, p } from '@mikro-orm/postgresql';

export type ReviewStatus = 'PUBLISHED' | 'WITHDRAWN' | 'HIDDEN';

/** What the client of a completed appointment said of the service. Writing one changes the therapist's rating by itself. */
const schema = defineEntity({
  name: 'Review',
  tableName: 'review',
  properties: {
    id: p.text().primary(),
    therapistId: p.text(),
    /** The booking that was reviewed: one review for each. */
    appointmentId: p.text().unique(),
    /** Never shown. */
    authorSubject: p.text(),
    /** Overall, 1 to 5; so are the dimensions. */
    stars: p.smallint(),
    listening: p.smallint(),
    punctuality: p.smallint(),
    clarity: p.smallint(),
    comfort: p.smallint(),
    comment: p.text().strictNullable(),
    status: p.text().$type<ReviewStatus>(),
    /** Why it was hidden. */
    statusReason: p.text().strictNullable(),
    createdAt: p.datetime(),
  },
});

export class Review extends schema.class {}
schema.setClass(Review);
