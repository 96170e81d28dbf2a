import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The therapists subgraph's; here only to be pointed at. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType('Therapist')
export class TherapistType {
  @Field(() => ID)
  id!: string;
}
