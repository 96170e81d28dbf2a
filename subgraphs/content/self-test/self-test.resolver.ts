import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { Concern } from '../../shared/vocabulary.ts';
import type { ContentContext } from '../content.ts';
import type { SelfTestDefinition } from './self-test.definition.ts';
import { allSelfTests, findSelfTest, selfTestDefinition, type SelfTestRow } from './self-test.loaders.ts';
import {
  ScoreDirection,
  SelfTestAnswerType,
  SelfTestBandType,
  SelfTestItemType,
  SelfTestLicenceType,
  SelfTestSourceType,
  SelfTestType,
} from './self-test.type.ts';

/** One part of what a version asks and how it scores, read for all tests of a request at once. */
async function partOf<Part extends keyof SelfTestDefinition>(
  context: ContentContext,
  test: SelfTestRow,
  part: Part,
): Promise<SelfTestDefinition[Part]> {
  return (await context.load(selfTestDefinition, test))[part];
}

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
  @Query(() => SelfTestType, {
    nullable: true,
    description: 'One self test; null when none has the slug, or the version.',
  })
  selfTest(
    @Arg('slug', () => String, { description: "The self test's slug." }) slug: string,
    @Arg('version', () => Int, { nullable: true, description: 'Which version; null for the newest.' })
    version: number | null | undefined,
    @Ctx() context: ContentContext,
  ): Promise<SelfTestType | null> {
    return findSelfTest(context, slug, version ?? null);
  }

  @InheritsCaching()
  @FieldResolver(() => String, { description: 'What to read before the items.' })
  instruction(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<string> {
    return partOf(context, test, 'instruction');
  }

  @InheritsCaching()
  @FieldResolver(() => [SelfTestItemType], { description: 'What to answer, in this order.' })
  items(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<SelfTestItemType[]> {
    return partOf(context, test, 'items');
  }

  @InheritsCaching()
  @FieldResolver(() => [SelfTestAnswerType], { description: 'The answers that each item takes.' })
  answers(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<SelfTestAnswerType[]> {
    return partOf(context, test, 'answers');
  }

  @InheritsCaching()
  @FieldResolver(() => [SelfTestBandType], { description: 'What scores mean, the lowest first.' })
  bands(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<SelfTestBandType[]> {
    return partOf(context, test, 'bands');
  }

  @InheritsCaching()
  @FieldResolver(() => ScoreDirection, { description: 'What a higher score says.' })
  async higherIs(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<ScoreDirection> {
    return ScoreDirection[await partOf(context, test, 'higherIs')];
  }

  @InheritsCaching()
  @FieldResolver(() => Boolean, {
    description: 'Whether studies stand behind the scores; say so beside the test when not.',
  })
  validated(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<boolean> {
    return partOf(context, test, 'validated');
  }

  @InheritsCaching()
  @FieldResolver(() => String, {
    description: 'That a result is no diagnosis, in words to show with the test and its result.',
  })
  disclaimer(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<string> {
    return partOf(context, test, 'disclaimer');
  }

  @InheritsCaching()
  @FieldResolver(() => SelfTestSourceType, { description: 'Where it comes from.' })
  source(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<SelfTestSourceType> {
    return partOf(context, test, 'source');
  }

  @InheritsCaching()
  @FieldResolver(() => SelfTestLicenceType, { description: 'On what terms it may be used.' })
  licence(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<SelfTestLicenceType> {
    return partOf(context, test, 'licence');
  }

  @InheritsCaching()
  @FieldResolver(() => [Concern], { description: 'The concerns it is about.' })
  concerns(@Root() test: SelfTestRow, @Ctx() context: ContentContext): Promise<Concern[]> {
    return partOf(context, test, 'concerns');
  }
}
