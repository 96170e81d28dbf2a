import { Directive, Field, ObjectType } from 'type-graphql';
import { Concern } from '../../shared/vocabulary.ts';

/** The content subgraph's: a concern, where it speaks of help with it. */
@Directive('@key(fields: "concern")')
@ObjectType('ConcernHelp')
export class ConcernHelpType {
  @Field(() => Concern, { description: 'The concern.' })
  concern!: Concern;
}
