import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';

export enum ScoreDirection {
  WORSE = 'WORSE',
  BETTER = 'BETTER',
}

registerEnumType(ScoreDirection, {
  name: 'ScoreDirection',
  description: 'What a higher score says.',
  valuesConfig: {
    WORSE: { description: 'More of what the test asks about, and that is a burden.' },
    BETTER: { description: 'Things go better.' },
  },
});

@ObjectType('SelfTestItem', { description: 'A question or sentence to answer.' })
export class SelfTestItemType {
  @Field(() => String, { description: 'Its name within the test, for `scoreSelfTest`.' })
  id!: string;

  @Field(() => String, { description: 'What it says.' })
  text!: string;
}

@ObjectType('SelfTestAnswer', { description: 'An answer that every item of the test takes.' })
export class SelfTestAnswerType {
  @Field(() => Int, { description: 'What it adds to the score.' })
  value!: number;

  @Field(() => String, { description: 'What it says.' })
  label!: string;
}

@ObjectType('SelfTestBand', { description: 'A range of scores that mean the same.' })
export class SelfTestBandType {
  @Field(() => String, { description: 'Its name within the test, such as `moderate`.' })
  id!: string;

  @Field(() => String, { description: 'What it is called.' })
  label!: string;

  @Field(() => Int, { description: 'The lowest score in it.' })
  from!: number;

  @Field(() => Int, { description: 'The highest score in it.' })
  to!: number;

  @Field(() => String, { description: 'What a score in it says, and what one may do.' })
  meaning!: string;
}

@ObjectType('SelfTestSource', { description: 'Where a test comes from.' })
export class SelfTestSourceType {
  @Field(() => String, { description: 'The work it was published in, or that it follows.' })
  citation!: string;

  @Field(() => String, { nullable: true, description: 'The DOI of that work; null when it has none.' })
  doi!: string | null;
}

@ObjectType('SelfTestLicence', { description: 'On what terms a test may be used.' })
export class SelfTestLicenceType {
  @Field(() => String, { description: 'What the terms are called.' })
  name!: string;

  @Field(() => String, { description: 'The terms in a sentence, to show beside the test.' })
  statement!: string;
}

@PublicFor(300)
@Directive('@key(fields: "id")')
@ObjectType('SelfTest', {
  implements: Node,
  description: 'A questionnaire a person may answer for themselves. Nothing that is answered is kept.',
})
export class SelfTestType extends Node {
  @Field(() => ID, { description: 'TypeID with the prefix `selftest`; the same for every version.' })
  declare id: string;

  @Field(() => String, { description: 'The name in addresses, such as `phq-9`.' })
  slug!: string;

  @Field(() => Int, { description: 'The version of its wording and scoring, counted from 1.' })
  version!: number;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => String, { description: 'What it asks about, in a sentence.' })
  summary!: string;

  @Field(() => Int, { description: 'About how many minutes it takes.' })
  minutes!: number;
}
