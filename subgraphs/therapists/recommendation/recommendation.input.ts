import { Field, InputType, registerEnumType } from 'type-graphql';
import { Concern } from '../../shared/vocabulary.ts';

/** A list that stands beside something else on a page. */
export const maxRecommended = 50;

export enum RecommendationOrder {
  TOP_RATED = 'TOP_RATED',
  AVAILABLE_SOONEST = 'AVAILABLE_SOONEST',
}

registerEnumType(RecommendationOrder, {
  name: 'RecommendationOrder',
  description: 'By what recommended therapists are put in order. No place can be paid for.',
  valuesConfig: {
    TOP_RATED: {
      description:
        'By mean stars, each counted as if they had 8 reviews of 4 stars more: one review of 5 stars does not outrank fifty of 4.9.',
    },
    AVAILABLE_SOONEST: {
      description: 'By the start of the next open consultation; those without one come last, by TOP_RATED.',
    },
  },
});

@InputType('RecommendedFor', { description: 'Whom a recommendation is for.' })
export class RecommendedFor {
  @Field(() => [Concern], {
    nullable: true,
    description: 'Only therapists who help with any of these; all therapists when empty or not given.',
  })
  concerns?: Concern[] | null;
}
