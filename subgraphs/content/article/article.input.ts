import { Field, InputType } from 'type-graphql';
import { Concern } from '../../shared/vocabulary.ts';

@InputType({ description: 'Which articles to list; every condition that is given must hold.' })
export class ArticleFilter {
  @Field(() => String, { nullable: true, description: 'Slug of the topic they are filed under.' })
  topic?: string | null;

  @Field(() => Concern, { nullable: true, description: 'A concern they are about.' })
  concern?: Concern | null;
}
