import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';

/** Relay's Node: anything that can be asked for again by its id alone, through `Query.node`. */
@InterfaceType({
  description: 'A thing with an id of its own, which `Query.node` finds again.',
  // One process may load several subgraphs: the types of one must not slip into another's schema.
  autoRegisterImplementations: false,
})
export abstract class Node {
  @Field(() => ID, { description: 'TypeID: the prefix names the type, the suffix is a UUIDv7.' })
  id!: string;
}
