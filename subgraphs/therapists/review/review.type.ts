import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';
import { connectionTypes } from '../../shared/paging.ts';
import type { ReviewRecord } from './review.record.ts';

export enum ReviewState {
  PUBLISHED = 'PUBLISHED',
  WITHDRAWN = 'WITHDRAWN',
  HIDDEN = 'HIDDEN',
}

registerEnumType(ReviewState, {
  name: 'ReviewStatus',
  description: 'Where a review stands. Only published reviews are shown and counted.',
  valuesConfig: {
    PUBLISHED: { description: 'Shown, and counted in the rating.' },
    WITHDRAWN: { description: 'Taken back by its author, for good.' },
    HIDDEN: { description: 'Taken down by an admin, with a reason.' },
  },
});

export enum ReviewOrder {
  NEWEST = 'NEWEST',
  HIGHEST = 'HIGHEST',
  LOWEST = 'LOWEST',
}

registerEnumType(ReviewOrder, {
  name: 'ReviewOrder',
  description: 'By what reviews are put in order.',
  valuesConfig: {
    NEWEST: { description: 'The newest first.' },
    HIGHEST: { description: 'Most stars first, the newest of them first.' },
    LOWEST: { description: 'Fewest stars first, the newest of them first.' },
  },
});

const stars = (what: string) => `${what}, 1 to 5 stars.`;

@ObjectType('ReviewDimensions', { description: 'What the author thought of parts of the service.' })
export class ReviewDimensionsType {
  @Field(() => Int, { description: stars('How well the therapist listened') })
  listening!: number;

  @Field(() => Int, { description: stars('How punctual the therapist was') })
  punctuality!: number;

  @Field(() => Int, { description: stars('How clearly things were explained') })
  clarity!: number;

  @Field(() => Int, { description: stars('How comfortable the author was made to feel') })
  comfort!: number;
}

@InputType('ReviewDimensionsInput', { description: 'What the author thinks of parts of the service.' })
export class ReviewDimensionsInput {
  @Field(() => Int, { description: stars('How well the therapist listened') })
  listening!: number;

  @Field(() => Int, { description: stars('How punctual the therapist was') })
  punctuality!: number;

  @Field(() => Int, { description: stars('How clearly things were explained') })
  clarity!: number;

  @Field(() => Int, { description: stars('How comfortable the author was made to feel') })
  comfort!: number;
}

@PublicFor(60)
@Directive('@key(fields: "id")')
@ObjectType('Review', {
  implements: Node,
  description:
    'What the client of a completed appointment says of the service. Nobody is told who wrote it. What is not published is there for its author and admins alone.',
})
export class ReviewType extends Node {
  therapistId!: string;

  @Field(() => ID, { description: 'TypeID with the prefix `review`.' })
  declare id: string;

  @Field(() => Int, { description: stars('The service as a whole') })
  stars!: number;

  @InheritsCaching()
  @Field(() => ReviewDimensionsType, { description: 'The parts of the service.' })
  dimensions!: ReviewDimensionsType;

  @Field(() => String, {
    nullable: true,
    description:
      'In the words of the author, up to 1000 characters, screened for clinical claims and published whole; null when there are none.',
  })
  comment!: string | null;

  @Field(() => Date, { description: 'When it was written, in UTC.' })
  createdAt!: Date;

  @Field(() => ReviewState, { description: 'Where it stands; PUBLISHED for all that the public sees.' })
  status!: `${ReviewState}`;

  @Field(() => String, {
    nullable: true,
    description: 'Why an admin has hidden it; null unless it is hidden.',
  })
  statusReason!: string | null;
}

export const { Connection: ReviewConnection, Edge: ReviewEdge } = connectionTypes(ReviewType, 'Review');
export type ReviewConnection = InstanceType<typeof ReviewConnection>;

/** The graph's shape of a review. */
export function toReviewType(record: ReviewRecord): ReviewType {
  const { id, therapistId, stars: overall, comment, createdAt, status, statusReason } = record;
  const { listening, punctuality, clarity, comfort } = record;
  return Object.assign(new ReviewType(), {
    id,
    therapistId,
    stars: overall,
    dimensions: { listening, punctuality, clarity, comfort },
    comment,
    createdAt,
    status,
    statusReason: status === 'HIDDEN' ? statusReason : null,
  });
}
