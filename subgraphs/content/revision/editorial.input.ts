import { LocalDateResolver } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { Concern } from '../../shared/vocabulary.ts';

@InputType({ description: 'A picture.' })
export class ImageInput {
  @Field(() => String, { description: 'An https address, or a path of the site.' })
  url!: string;

  @Field(() => String, { description: 'What it shows, for those who do not see it; 1 to 300 characters.' })
  alt!: string;
}

@InputType({ description: 'Who wrote an article.' })
export class ArticleAuthorInput {
  @Field(() => String, { description: 'The name to show, 1 to 120 characters.' })
  name!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The person as a therapist of the platform; null when they are none.',
  })
  therapistId?: string | null;
}

@InputType({ description: 'A work that an article rests on.' })
export class ArticleReferenceInput {
  @Field(() => String, {
    description:
      'The handle by which the text cites it, `[@cuijpers2019]`: a lower-case letter, then letters, digits and hyphens.',
  })
  key!: string;

  @Field(() => String, { description: 'The work as a reader would look it up; 1 to 600 characters.' })
  citation!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its bare DOI, such as `10.1037/pst0000172`; null when it has none.',
  })
  doi?: string | null;

  @Field(() => String, { nullable: true, description: 'Its http(s) address; null when it has none.' })
  url?: string | null;
}

@InputType({
  description:
    'What an article says. A draft may lack picture, author, points and concerns; it needs them to be reviewed.',
})
export class ArticleContentInput {
  @Field(() => String, { description: 'Its title, 1 to 200 characters.' })
  title!: string;

  @Field(() => ID, { description: 'The topic it is filed under.' })
  topicId!: string;

  @Field(() => ImageInput, { nullable: true, description: 'The picture at its head; null for none.' })
  heroImage?: ImageInput | null;

  @Field(() => ArticleAuthorInput, { nullable: true, description: 'Who wrote it; null when not known yet.' })
  author?: ArticleAuthorInput | null;

  @Field(() => [String], {
    defaultValue: [],
    description:
      'The points that say it in short, at most 5: each a line of Markdown of at most 400 characters, which may cite.',
  })
  nutshell!: string[];

  @Field(() => String, {
    description:
      'The text in Markdown: headings from `##`, lists, quotes, images, `[@key]` citations, and the directives for calls to action, therapists and citations.',
  })
  body!: string;

  @Field(() => [ArticleReferenceInput], {
    defaultValue: [],
    description: 'The works it rests on, at most 50, in the order that numbers them.',
  })
  references!: ArticleReferenceInput[];

  @Field(() => [Concern], { defaultValue: [], description: 'The concerns it is about, at most 10.' })
  concerns!: Concern[];

  @Field(() => [ID], {
    defaultValue: [],
    description: 'Articles to read next, at most 20, in the order to show them.',
  })
  essentialReadingIds!: string[];

  @Field(() => LocalDateResolver, {
    nullable: true,
    description: 'The day by which it is to be reviewed anew; null when none is set.',
  })
  reviewDueOn?: string | null;
}
