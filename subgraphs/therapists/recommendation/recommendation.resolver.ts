import { Arg, Ctx, Directive, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { requireFirst } from '../../shared/paging.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { TherapistsContext } from '../therapists.ts';
import { ArticleType } from './article.type.ts';
import { maxRecommended, RecommendationOrder, RecommendedFor } from './recommendation.input.ts';
import { recommendedTherapists } from './recommendation.loaders.ts';

const firstDescription = `How many at most, 1 to ${maxRecommended}.`;
const orderDescription = 'By what they are put in order.';

@Resolver(() => ArticleType)
export class RecommendationResolver {
  @PublicFor(60)
  @Query(() => [TherapistType], {
    nullable: true,
    description:
      'Therapists to meet who take new clients, best first; null only when the service could not be reached.',
  })
  async recommendedTherapists(
    @Arg('first', () => Int, { defaultValue: 3, description: firstDescription }) first: number,
    @Arg('order', () => RecommendationOrder, {
      defaultValue: RecommendationOrder.TOP_RATED,
      description: orderDescription,
    })
    order: RecommendationOrder,
    @Arg('for', () => RecommendedFor, {
      nullable: true,
      description: 'Whom they are for; anyone when not given.',
    })
    recommendedFor: RecommendedFor | null | undefined,
    @Ctx() context: TherapistsContext,
  ): Promise<TherapistType[]> {
    const key = {
      first: requireFirst(first, maxRecommended),
      order,
      concerns: recommendedFor?.concerns ?? [],
    };
    return context.load(recommendedTherapists, key);
  }

  @PublicFor(60)
  @Directive('@requires(fields: "concerns")')
  @FieldResolver(() => [TherapistType], {
    name: 'recommendedTherapists',
    nullable: true,
    description:
      'Therapists who help with any of the concerns of the article and take new clients, best first; null only when the service could not be reached.',
  })
  async recommendedForArticle(
    @Root() { concerns }: ArticleType,
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
    });
  }
}
