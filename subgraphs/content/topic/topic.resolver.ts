import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import type { ContentContext } from '../content.ts';
import { Topic } from './topic.entity.ts';
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
}
