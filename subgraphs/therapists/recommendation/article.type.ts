import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../shared/node.ts';
import { Concern } from '../../shared/vocabulary.ts';

/** The content subgraph's; its concerns come with the reference, for the therapists that go with them. */
@Directive('@key(fields: "id")')
@ObjectType('Article', { implements: Node })
export class ArticleType extends Node {
  @Field(() => ID, { description: 'TypeID with the prefix `article`.' })
  declare id: string;

  @Directive('@external')
  @Field(() => [Concern], { description: 'The concerns the article is about.' })
  concerns!: Concern[];
}
