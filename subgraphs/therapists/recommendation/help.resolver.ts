import { Arg, Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { requireFirst } from '../../shared/paging.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { ConcernHelpType } from './concern-help.type.ts';
import { maxRecommended, RecommendationOrder } from './recommendation.input.ts';
import { recommendedTherapists } from './recommendation.loaders.ts';
import { ServiceType } from './service.type.ts';

const firstDescription = `How many at most, 1 to ${maxRecommended}.`;
const orderDescription = 'By what they are put in order.';

@Resolver(() => ServiceType)
export class ServiceTherapistsResolver {
  @PublicFor(60)
  @Directive('@requires(fields: "concerns professions")')
  @FieldResolver(() => [TherapistType], {
    nullable: true,
    description:
      'Therapists of its professions who help with any of its concerns and take new clients, best first; null only when the service could not be reached.',
  })
  therapists(
    @Root() { concerns, professions }: ServiceType,
    @Arg('first', () => Int, { defaultValue: 3, description: firstDescription }) first: number,
    @Arg('order', () => RecommendationOrder, {
      defaultValue: RecommendationOrder.TOP_RATED,
      description: orderDescription,
    })
    order: RecommendationOrder,
    @Ctx() context: TherapistsContext,
  ): Promise<TherapistType[]> {
    return context.load(recommendedTherapists, {
      first: requireFirst(first, maxRecommended),
      order,
      concerns,
      professions,
    });
  }
}

@Resolver(() => ConcernHelpType)
export class ConcernHelpTherapistsResolver {
  @PublicFor(60)
  @FieldResolver(() => [TherapistType], {
    nullable: true,
    description:
      'Therapists who help with the concern and take new clients, best first; null only when the service could not be reached.',
  })
  recommendedTherapists(
    @Root() { concern }: ConcernHelpType,
    @Arg('first', () => Int, { defaultValue: 3, description: firstDescription }) first: number,
    @Arg('order', () => RecommendationOrder, {
      defaultValue: RecommendationOrder.TOP_RATED,
      description: orderDescription,
    })
    order: RecommendationOrder,
    @Ctx() context: TherapistsContext,
  ): Promise<TherapistType[]> {
    return context.load(recommendedTherapists, {
      first: requireFirst(first, maxRecommended),
      order,
      concerns: [concern],
    });
  }
}
