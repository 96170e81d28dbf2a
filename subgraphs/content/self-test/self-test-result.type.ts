import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { ArticleType } from '../article/article.type.ts';
import { ConcernHelpType } from '../concern-help/concern-help.type.ts';
import { CrisisLineType } from '../crisis-line/crisis-line.type.ts';
import { SelfTestBandType, SelfTestType } from './self-test.type.ts';

@InputType({ description: 'What a person answered to an item of a self test.' })
export class SelfTestAnswerInput {
  @Field(() => String, { description: "The item's id." })
  item!: string;

  @Field(() => Int, { description: 'The value of one of the answers that the test offers.' })
  value!: number;
}

@ObjectType('CrisisHelp', { description: 'Help at once, to show before anything else.' })
export class CrisisHelpType {
  @Field(() => String, { description: 'What to say to the person, in a sentence or two.' })
  message!: string;

  @Field(() => [CrisisLineType], { description: 'Whom to ring, the most urgent first.' })
  lines!: CrisisLineType[];
}

@PrivateToViewer()
@ObjectType('SelfTestResult', {
  description: 'What the answers to a self test come to. It is computed and forgotten: nothing is stored.',
})
export class SelfTestResultType {
  @Field(() => CrisisHelpType, {
    nullable: true,
    description:
      'Shown first, before the score, whenever it is there: an answer tells of danger, whatever the score is. Null otherwise.',
  })
  crisis!: CrisisHelpType | null;

  @Field(() => SelfTestType, { description: 'The test, in the version that was scored.' })
  selfTest!: SelfTestType;

  @Field(() => Int, { description: 'The sum of the answers.' })
  score!: number;

  @Field(() => Int, { description: 'The highest sum there is.' })
  maxScore!: number;

  @Field(() => SelfTestBandType, { description: 'The range that the score is in.' })
  band!: SelfTestBandType;

  @Field(() => String, { description: 'What the score says, and what one may do.' })
  meaning!: string;

  @Field(() => String, { description: 'That this is no diagnosis; to be shown with every result.' })
  disclaimer!: string;

  @Field(() => [ArticleType], { description: 'What to read next.' })
  articles!: ArticleType[];

  @Field(() => [ConcernHelpType], { description: 'Where to find help, for each concern of the test.' })
  help!: ConcernHelpType[];
}
