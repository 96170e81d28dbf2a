import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import type { ContentContext } from '../content.ts';
import { allSelfTests, selfTestBySlug } from './self-test.loaders.ts';
import { SelfTestType } from './self-test.type.ts';

@Resolver(() => SelfTestType)
export class SelfTestResolver {
  @PublicFor(300)
  @Query(() => [SelfTestType], {
    nullable: true,
    description:
      'Every self test, in the order to show them; null only when the content service could not be reached.',
  })
  selfTests(@Ctx() context: ContentContext): Promise<SelfTestType[] | null> {
    return allSelfTests(context);
  }

  @PublicFor(300)
  @Query(() => SelfTestType, { nullable: true, description: 'One self test; null when none has the slug.' })
  selfTest(
    @Arg('slug', () => String, { description: "The self test's slug." }) slug: string,
    @Ctx() context: ContentContext,
  ): Promise<SelfTestType | null> {
    return context.load(selfTestBySlug, slug);
  }
}
