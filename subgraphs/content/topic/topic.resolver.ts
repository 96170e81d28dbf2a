import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import type { ContentContext } from '../content.ts';
import { Topic } from './topic.entity.ts';
import { articleCountByTopic } from './topic.loaders.ts';
import { TopicType } from './topic.type.ts';

@Resolver(() => TopicType)
export class TopicResolver {
  @PublicFor(300)
  @Query(() => [TopicType], {
    nullable: true,
    description:
      'Every topic, in the order to show them; null only when the content service could not be reached.',
  })
  topics(@Ctx() { em }: ContentContext): Promise<TopicType[] | null> {
    return em.find(Topic, {}, { orderBy: { position: 'asc', id: 'asc' } });
  }

  @PublicFor(300)
  @Query(() => TopicType, { nullable: true, description: 'One topic; null when none has the slug.' })
  topic(
    @Arg('slug', () => String, { description: "The topic's slug." }) slug: string,
    @Ctx() { em }: ContentContext,
  ): Promise<TopicType | null> {
    return em.findOne(Topic, { slug });
  }

  @InheritsCaching()
  @FieldResolver(() => Int, { description: 'How many articles it has, as far as the viewer may see them.' })
  articleCount(@Root() { id }: TopicType, @Ctx() context: ContentContext): Promise<number> {
    return context.load(articleCountByTopic, id);
  }
}
