import { LocalDateResolver } from 'graphql-scalars';
import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { Concern } from '../../shared/vocabulary.ts';
import { ArticleRevisionStage } from '../revision/revision.type.ts';
import { ArticleStatus } from './article.type.ts';

export enum ArticleOrder {
  NEWEST = 'NEWEST',
  RECENTLY_UPDATED = 'RECENTLY_UPDATED',
  TITLE = 'TITLE',
  REVIEW_DUE = 'REVIEW_DUE',
  RELEVANCE = 'RELEVANCE',
}

registerEnumType(ArticleOrder, {
  name: 'ArticleOrder',
  description: 'In what order to list articles.',
  valuesConfig: {
    NEWEST: { description: 'By the time they were first published, the newest first.' },
    RECENTLY_UPDATED: { description: 'By the time they were last changed, the latest first.' },
    TITLE: { description: 'By title, from A to Z.' },
    REVIEW_DUE: {
      description:
        'By the day on which they are due to be reviewed anew, the earliest first, then those without one.',
    },
    RELEVANCE: { description: 'By how well they fit `filter.text`, the best first; needs a text.' },
  },
});

@InputType({ description: 'Which articles to list; every condition that is given must hold.' })
export class ArticleFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Words they have, in any form and order, in title, points or text; typing errors and accents are forgiven. At most 200 characters.',
  })
  text?: string | null;

  @Field(() => String, { nullable: true, description: 'Slug of the topic they are filed under.' })
  topic?: string | null;

  @Field(() => Concern, { nullable: true, description: 'A concern they are about.' })
  concern?: Concern | null;

  @Field(() => ID, { nullable: true, description: 'The therapist who wrote them.' })
  author?: string | null;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description:
      'The last day by which they are due to be reviewed anew; those without such a day are left out.',
  })
  reviewDueBy?: string | null;

  @Field(() => ArticleRevisionStage, {
    nullable: true,
    description: 'How far their newest revisions have come, public or not; FORBIDDEN to others than editors.',
  })
  newestStage?: ArticleRevisionStage | null;

  @Field(() => ArticleStatus, {
    nullable: true,
    description: 'How far they have come; others than editors only ever get PUBLISHED ones.',
  })
  status?: ArticleStatus | null;
}
