import { Field, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { screeningLists } from './screening.lists.ts';
import { screeningRules, screeningVersion } from './screening.phrases.ts';
import { aspectReasons, ClinicalAspect } from './screening.vocabulary.ts';

@ObjectType('ScreeningRule', { description: 'Phrases that a published comment may not have.' })
export class ScreeningRuleType {
  @Field(() => ClinicalAspect, { description: 'What they speak of.' })
  aspect!: ClinicalAspect;

  @Field(() => String, { description: 'Why they cannot be published, as it is told to an author.' })
  reason!: string;

  @Field(() => [String], {
    description: 'The phrases, in the notation that `ReviewGuidelines.notation` explains.',
  })
  phrases!: readonly string[];

  @Field(() => [String], { description: 'Where a phrase overlaps one of these, it is let pass.' })
  unless!: readonly string[];
}

@ObjectType('ScreeningList', { description: 'Words that phrases name by the name of their list.' })
export class ScreeningListType {
  @Field(() => String, { description: 'The name, which stands in phrases as `<name>`.' })
  name!: string;

  @Field(() => [String], { description: 'The words.' })
  words!: readonly string[];
}

@PublicFor(3600)
@ObjectType('ReviewGuidelines', {
  description:
    'By what comments are screened: all of it, so that anybody can tell beforehand what may be published.',
})
export class ReviewGuidelinesType {
  @Field(() => Int, { description: 'Rises with every change of the rules or lists.' })
  version!: number;

  @Field(() => String, { description: 'What to write, and what not to, in a few sentences for an author.' })
  advice!: string;

  @Field(() => String, { description: 'What the signs in the phrases mean, and how a comment is read.' })
  notation!: string;

  @Field(() => String, { description: 'The law and guidance behind it.' })
  source!: string;

  @Field(() => String, { description: 'Where the guidance can be read.' })
  sourceUrl!: string;

  @InheritsCaching()
  @Field(() => [ScreeningRuleType], { description: 'What is refused.' })
  rules!: ScreeningRuleType[];

  @InheritsCaching()
  @Field(() => [ScreeningListType], { description: 'The lists that the rules name.' })
  lists!: ScreeningListType[];
}

const guidelines: ReviewGuidelinesType = {
  version: screeningVersion,
  advice:
    'Write about the service: how you were listened to, whether the therapist was on time, how clearly things were explained, how comfortable you were made to feel. Leave out why you sought help, what was diagnosed or done, what became of it, and how skilled the therapist is: the law does not let us publish that. Your comment is published word for word or not at all.',
  notation:
    'Words stand for themselves in this order, whatever their case, accents and punctuation; figures and signs put for letters, letters drawn apart or repeated are read as the word they make. `transform*` is any word that begins so; `(a|b)` is either; `[a|b]` is either or none; `<name>` is any entry of that list; `…` lets up to five other words stand between, but no end of a sentence and none of also, and, because, but, then, though, while. Letters other than those of English cannot be checked so far and are refused.',
  source:
    'Health Practitioner Regulation National Law, section 133(1)(c), with the Testimonial tool of Ahpra and the National Boards',
  sourceUrl:
    'https://www.ahpra.gov.au/Publications/Advertising-resources/Check-and-correct/Testimonial-tool.aspx',
  rules: screeningRules.map((rule) => ({ ...rule, reason: aspectReasons[rule.aspect] })),
  lists: Object.entries(screeningLists).map(([name, words]) => ({ name, words })),
};

@Resolver()
export class ReviewGuidelinesResolver {
  @PublicFor(3600)
  @Query(() => ReviewGuidelinesType, {
    nullable: true,
    description:
      'By what the comments of reviews are screened; null only when the service could not be reached.',
  })
  reviewGuidelines(): ReviewGuidelinesType {
    return guidelines;
  }
}
