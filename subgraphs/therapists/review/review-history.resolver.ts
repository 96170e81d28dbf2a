import { sql } from 'kysely';
import { Ctx, Field, FieldResolver, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { readRows } from '../../shared/database.ts';
import { defineLoader } from '../../shared/loaders.ts';
import { hasRole } from '../../shared/viewer.ts';
import type { TherapistsContext } from '../therapists.ts';
import { ReviewType } from './review.type.ts';

export enum ReviewEventName {
  SUBMITTED = 'SUBMITTED',
  WITHDRAWN = 'WITHDRAWN',
  HIDDEN = 'HIDDEN',
  RESTORED = 'RESTORED',
}

registerEnumType(ReviewEventName, {
  name: 'ReviewEvent',
  description: 'Something that can happen to a review.',
  valuesConfig: {
    SUBMITTED: { description: 'Its author wrote it.' },
    WITHDRAWN: { description: 'Its author took it back.' },
    HIDDEN: { description: 'An admin took it down, with a reason.' },
    RESTORED: { description: 'An admin put it back.' },
  },
});

@PrivateToViewer()
@ObjectType('ReviewHistoryEntry', { description: 'One thing that happened to a review.' })
export class ReviewHistoryEntryType {
  @Field(() => Date, { description: 'When it happened, in UTC.' })
  at!: Date;

  @Field(() => ReviewEventName, { description: 'What happened.' })
  event!: `${ReviewEventName}`;

  @Field(() => String, {
    nullable: true,
    description:
      'The token subject of the admin who did it; null for what the author did, who is never told.',
  })
  adminSubject!: string | null;

  @Field(() => String, { nullable: true, description: 'Why, in their words; null when they gave no reason.' })
  reason!: string | null;
}

interface HistoryRow {
  reviewId: string;
  atMs: number;
  event: `${ReviewEventName}`;
  adminSubject: string | null;
  reason: string | null;
}

/** What happened to a review, oldest first. Only for admins. */
const historyOfReview = defineLoader<TherapistsContext, string, HistoryRow[]>(async ({ em }, ids) => {
  const rows = await readRows(
    em,
    sql<HistoryRow>`
      select review_id as "reviewId", (extract(epoch from at) * 1000)::float8 as "atMs", event,
        case actor when 'ADMIN' then actor_subject end as "adminSubject", reason
      from review_event where review_id = any(${ids}) order by review_id, id`,
  );
  const byReview = Map.groupBy(rows, ({ reviewId }) => reviewId);
  return ids.map((id) => byReview.get(id) ?? []);
});

@Resolver(() => ReviewType)
export class ReviewHistoryResolver {
  @PrivateToViewer()
  @FieldResolver(() => [ReviewHistoryEntryType], {
    nullable: true,
    description: 'What happened to it, oldest first; null for anybody but admins.',
  })
  async history(
    @Root() { id }: ReviewType,
    @Ctx() context: TherapistsContext,
  ): Promise<ReviewHistoryEntryType[] | null> {
    if (!hasRole(context.viewer, 'admin')) return null;
    const rows = await context.load(historyOfReview, id);
    return rows.map(({ atMs, event, adminSubject, reason }) => ({
      at: new Date(atMs),
      event,
      adminSubject,
      reason,
    }));
  }
}
