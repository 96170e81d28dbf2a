import { LocalDateResolver } from 'graphql-scalars';
import { Field, Int, InterfaceType, ObjectType } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { Concern } from '../../shared/vocabulary.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { TopicType } from '../topic/topic.type.ts';
import { TextSpanType } from './article-body.type.ts';

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

/** What a page shows; the same of a public article and of a revision that is not public. */
@InterfaceType('ArticleContent', {
  description:
    'What an article says. A page that renders this can show a public article and the preview of a draft alike.',
})
export abstract class ArticleContentType {
  @InheritsCaching()
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

  @InheritsCaching()
  @Field(() => [Concern], { description: 'The concerns it is about.' })
  concerns!: Concern[];

  @InheritsCaching()
  @Field(() => Int, { description: 'About how many minutes it takes to read.' })
  readingMinutes!: number;

  @InheritsCaching()
  @Field(() => Date, { description: 'When what it says was last changed.' })
  updatedAt!: Date;

  @InheritsCaching()
  @Field(() => LocalDateResolver, {
    nullable: true,
    description:
      'The day by which it is to be reviewed anew; null when none was set. A calendar date, without time zone.',
  })
  reviewDueOn!: string | null;
}
