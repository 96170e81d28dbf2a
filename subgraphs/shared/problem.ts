import 'reflect-metadata';
import { Field, InterfaceType } from 'type-graphql';

/** An expected refusal of a mutation: part of its result union, never a thrown error. */
@InterfaceType({
  description: 'Why a mutation was refused, for a person to read; its type is for the client to act on.',
  // One process may load several subgraphs: the problems of one must not slip into another's schema.
  autoRegisterImplementations: false,
})
export abstract class Problem {
  @Field(() => String, { description: 'What is wrong and what can be done, in a sentence.' })
  message!: string;
}
