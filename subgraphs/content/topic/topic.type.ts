import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';

@PublicFor(300)
@Directive('@key(fields: "id")')
@ObjectType('Topic', {
  implements: Node,
  description: 'A part of the library; each article is filed under one.',
})
export class TopicType extends Node {
  @Field(() => ID, { description: 'TypeID with the prefix `topic`.' })
  declare id: string;

  @Field(() => String, { description: 'The name in addresses: lower case, words joined by hyphens.' })
  slug!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => String, { description: 'One sentence about it.' })
  summary!: string;
}
