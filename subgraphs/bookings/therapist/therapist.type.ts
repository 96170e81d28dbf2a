import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** The therapists subgraph owns the profile; here a therapist is an id to hang appointments on. */
@Directive('@key(fields: "id")')
@ObjectType('Therapist', { description: 'A person who offers therapy on the platform.' })
export class TherapistType {
  @Field(() => ID, { description: 'TypeID with the prefix `therapist`.' })
  id!: string;
}
