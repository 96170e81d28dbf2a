import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Problem } from '../../shared/problem.ts';
import { ArticleType } from '../article/article.type.ts';
import { ArticleRevisionStage, ArticleRevisionType } from './revision.type.ts';

@ObjectType('ArticleSuccess', { description: 'It was done.' })
export class ArticleSuccess {
  @Field(() => ArticleType, {
    nullable: true,
    description: 'The article as the viewer may see it; null for a reviewer of one that is not published.',
  })
  article!: ArticleType | null;

  @Field(() => ArticleRevisionType, { description: 'The revision that was made or changed, as it is now.' })
  revision!: ArticleRevisionType;

  @Field(() => Boolean, {
    description:
      'Whether the idempotency key had been used before for the same, so that nothing was done now.',
  })
  replayed!: boolean;
}

@ObjectType('RevisionConflict', {
  implements: Problem,
  description:
    'Somebody has saved a newer revision than the one this went by. Nothing was done: compare, and try again on top of it.',
})
export class RevisionConflict extends Problem {
  @Field(() => ArticleRevisionType, { description: 'The newest revision.' })
  newest!: ArticleRevisionType;
}

@ObjectType('ArticleSlugTaken', {
  implements: Problem,
  description: 'Another article has the slug, or had it before. Nothing was done.',
})
export class ArticleSlugTaken extends Problem {
  @Field(() => ID, { description: 'Id of that article.' })
  articleId!: string;
}

@ObjectType('MarkdownFault', { description: 'Something wrong in a text.' })
export class MarkdownFault {
  @Field(() => String, { description: 'The input field that holds the text: `body`, or `nutshell[1]`.' })
  field!: string;

  @Field(() => Int, { description: 'The line of that text, counted from 1.' })
  line!: number;

  @Field(() => String, {
    description: 'What kind of fault it is, stable for translation: `UNKNOWN_CITATION`.',
  })
  code!: string;

  @Field(() => String, { description: 'What is wrong, in a sentence.' })
  message!: string;
}

@ObjectType('InvalidMarkdown', {
  implements: Problem,
  description: 'The text or the points hold what no article may, or lead nowhere. Nothing was saved.',
})
export class InvalidMarkdown extends Problem {
  @Field(() => [MarkdownFault], { description: 'Everything that is wrong.' })
  faults!: MarkdownFault[];
}

@ObjectType('NotReadyForReview', {
  implements: Problem,
  description: 'The draft lacks what a public article must have. Nothing was done.',
})
export class NotReadyForReview extends Problem {
  @Field(() => [String], { description: 'The fields of `ArticleContentInput` that it lacks.' })
  missing!: string[];
}

@ObjectType('ReviewerUnavailable', {
  implements: Problem,
  description:
    'The therapist cannot review this: they are not public, have no account, or wrote the revision themselves. Nothing was done.',
})
export class ReviewerUnavailable extends Problem {}

@ObjectType('RevisionStageConflict', {
  implements: Problem,
  description: 'The newest revision is in a stage that this cannot follow. Nothing was done.',
})
export class RevisionStageConflict extends Problem {
  @Field(() => ArticleRevisionStage, { description: 'Where the revision stood.' })
  stage!: ArticleRevisionStage;

  @Field(() => ArticleRevisionType, { description: 'The revision as it is now.' })
  revision!: ArticleRevisionType;
}
