import { Directive, Field, ObjectType } from 'type-graphql';
import { PublicFor } from '../../shared/cache-control.ts';
import { Concern } from '../../shared/vocabulary.ts';

@PublicFor(60)
@Directive('@key(fields: "concern")')
@ObjectType('ConcernHelp', { description: 'Where a person may find help with a concern.' })
export class ConcernHelpType {
  @Field(() => Concern, { description: 'The concern.' })
  concern!: Concern;
}
