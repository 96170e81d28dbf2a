import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';
import { Concern, Profession } from '../../shared/vocabulary.ts';

@PublicFor(300)
@Directive('@key(fields: "id")')
@ObjectType('Service', {
  implements: Node,
  description: 'A kind of help that the platform offers, such as couples therapy.',
})
export class ServiceType extends Node {
  @Field(() => ID, { description: 'TypeID with the prefix `service`.' })
  declare id: string;

  @Field(() => String, { description: 'The name in addresses: lower case, words joined by hyphens.' })
  slug!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => String, { description: 'One sentence about it.' })
  summary!: string;

  @Field(() => String, { description: 'What it is, who it is for and how it goes, as plain text.' })
  description!: string;

  @Field(() => [Concern], { description: 'The concerns it helps with.' })
  concerns!: Concern[];

  @Field(() => [Profession], { description: 'The professions that offer it.' })
  professions!: Profession[];
}
