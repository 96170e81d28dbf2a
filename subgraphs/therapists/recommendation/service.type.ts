import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../shared/node.ts';
import { Concern, Profession } from '../../shared/vocabulary.ts';

/** The content subgraph's; what it involves comes with the reference, for the therapists who offer it. */
@Directive('@key(fields: "id")')
@ObjectType('Service', { implements: Node })
export class ServiceType extends Node {
  @Field(() => ID, { description: 'TypeID with the prefix `service`.' })
  declare id: string;

  @Directive('@external')
  @Field(() => [Concern], { description: 'The concerns it helps with.' })
  concerns!: Concern[];

  @Directive('@external')
  @Field(() => [Profession], { description: 'The professions that offer it.' })
  professions!: Profession[];
}
