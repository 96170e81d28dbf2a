import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';

@PublicFor(300)
@Directive('@key(fields: "id")')
@ObjectType('SelfTest', {
  implements: Node,
  description: 'A questionnaire a person may answer for themselves. Nothing that is answered is kept.',
})
export class SelfTestType extends Node {
  @Field(() => ID, { description: 'TypeID with the prefix `selftest`; the same for every version.' })
  declare id: string;

  @Field(() => String, { description: 'The name in addresses, such as `phq-9`.' })
  slug!: string;

  @Field(() => Int, { description: 'The version of its wording and scoring, counted from 1.' })
  version!: number;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => String, { description: 'What it asks about, in a sentence.' })
  summary!: string;

  @Field(() => Int, { description: 'About how many minutes it takes.' })
  minutes!: number;
}
