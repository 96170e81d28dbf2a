import { LocalDateResolver } from 'graphql-scalars';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';
import { connectionTypes } from '../../shared/paging.ts';
import { Concern } from '../../shared/vocabulary.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { TopicType } from '../topic/topic.type.ts';
import { TextSpanType } from './article-body.type.ts';

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

@ObjectType('Image', { description: 'A picture.' })
export class ImageType {
  @InheritsCaching()
  @Field(() => String, { description: 'Its absolute address.' })
  url!: string;

  @InheritsCaching()
  @Field(() => String, { description: 'What it shows, for those who do not see it.' })
  alt!: string;
}

@ObjectType('ArticlePerson', { description: 'Who wrote or reviewed an article.' })
export class ArticlePersonType {
  @InheritsCaching()
  @Field(() => String, { description: 'The name to show.' })
  name!: string;

  @InheritsCaching()
  @Field(() => TherapistType, {
    nullable: true,
    description:
      'The person as a therapist of the platform; null when they are none, or the service could not be reached.',
  })
  therapist?: TherapistType | null;
}

@ObjectType('NutshellPoint', { description: 'One of the few points that say an article in short.' })
export class NutshellPointType {
  @InheritsCaching()
  @Field(() => String, { description: 'The point as plain text, without citations.' })
  text!: string;

  @InheritsCaching()
  @Field(() => String, { description: 'The point as sanitised HTML, citations included.' })
  html!: string;

  @InheritsCaching()
  @Field(() => [TextSpanType], { description: 'The point as runs of text, citations included.' })
  spans!: TextSpanType[];

  @InheritsCaching()
  @Field(() => [Int], { description: 'The numbers of the references it cites, in order of appearance.' })
  citations!: number[];
}

@ObjectType('ArticleReference', { description: 'A work that an article rests on.' })
export class ArticleReferenceType {
  @InheritsCaching()
  @Field(() => Int, { description: 'Its number in the text, counted from 1.' })
  number!: number;

  @InheritsCaching()
  @Field(() => String, { description: 'The work as a reader would look it up: authors, year, title, where.' })
  citation!: string;

  @InheritsCaching()
  @Field(() => String, {
    nullable: true,
    description: 'Its DOI, such as `10.1146/annurev-clinpsy-050718-095424`; null when it has none.',
  })
  doi!: string | null;

  @InheritsCaching()
  @Field(() => String, {
    nullable: true,
    description: 'Where it can be read or found; null when it is not online.',
  })
  url!: string | null;
}

@PublicFor(300)
@Directive('@key(fields: "id")')
@ObjectType('Article', { implements: Node, description: 'An article of the library.' })
export class ArticleType extends Node {
  @Field(() => ID, { description: 'TypeID with the prefix `article`.' })
  declare id: string;

  @Field(() => String, {
    description:
      'The name in addresses. A former slug still finds the article: when this differs from the slug asked for, redirect.',
  })
  slug!: string;

  @Field(() => ArticleStatus, { description: 'How far it has come; PUBLISHED for everyone but editors.' })
  status!: ArticleStatus;

  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @InheritsCaching()
  @Field(() => TopicType, { description: 'The topic it is filed under.' })
  topic!: TopicType;

  @InheritsCaching()
  @Field(() => ImageType, {
    nullable: true,
    description: 'The picture at its head; null when it has none.',
  })
  heroImage!: ImageType | null;

  @Field(() => [Concern], { description: 'The concerns it is about.' })
  concerns!: Concern[];

  @Field(() => Int, { description: 'About how many minutes it takes to read.' })
  readingMinutes!: number;

  @Field(() => Date, {
    nullable: true,
    description:
      'When it was or is to be first public; null only for what is not published, so only for editors.',
  })
  publishedAt!: Date | null;

  @Field(() => Date, { description: 'When what is shown was last changed.' })
  updatedAt!: Date;

  @Field(() => LocalDateResolver, {
    nullable: true,
    description:
      'The day by which it is to be reviewed anew; null when none was set. A calendar date, without time zone.',
  })
  reviewDueOn!: string | null;
}

export const articleConnection = connectionTypes(ArticleType, 'Article');
