import { Directive, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';
import { connectionTypes } from '../../shared/paging.ts';
import type { Concern } from '../../shared/vocabulary.ts';
import type { TopicType } from '../topic/topic.type.ts';
import { ArticleContentType, type ImageType } from './article-content.type.ts';

export enum ArticleStatus {
  DRAFT = 'DRAFT',
  IN_REVIEW = 'IN_REVIEW',
  PUBLISHED = 'PUBLISHED',
  ARCHIVED = 'ARCHIVED',
}

registerEnumType(ArticleStatus, {
  name: 'ArticleStatus',
  description: 'How far an article has come. The public only ever sees PUBLISHED.',
  valuesConfig: {
    DRAFT: { description: 'Being written; never published so far.' },
    IN_REVIEW: { description: 'With a clinical reviewer, or approved by one, and never published so far.' },
    PUBLISHED: { description: 'Public, or to be so at `publishedAt`.' },
    ARCHIVED: { description: 'Withdrawn from the public.' },
  },
});

@PublicFor(300)
@Directive('@key(fields: "id")')
@Directive('@key(fields: "slug")')
@ObjectType('Article', { implements: [Node, ArticleContentType], description: 'An article of the library.' })
export class ArticleType extends Node implements ArticleContentType {
  @Field(() => ID, { description: 'TypeID with the prefix `article`.' })
  declare id: string;

  @Field(() => String, {
    description:
      'The name in addresses. A former slug still finds the article: when this differs from the slug asked for, redirect.',
  })
  slug!: string;

  @Field(() => ArticleStatus, { description: 'How far it has come; PUBLISHED for everyone but editors.' })
  status!: ArticleStatus;

  @Field(() => Date, {
    nullable: true,
    description:
      'When it was or is to be first public; null only for what is not published, so only for editors.',
  })
  publishedAt!: Date | null;

  title!: string;
  topic!: TopicType;
  heroImage!: ImageType | null;
  concerns!: Concern[];
  readingMinutes!: number;
  updatedAt!: Date;
  reviewDueOn!: string | null;
}

export const articleConnection = connectionTypes(ArticleType, 'Article');
