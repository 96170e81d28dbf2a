import { Field, ID, InputType } from 'type-graphql';

@InputType('TherapistBy', { description: 'Which therapist: exactly one of the fields.' })
export class TherapistBy {
  @Field(() => ID, { nullable: true, description: "The therapist's id." })
  id?: string | null;

  @Field(() => String, { nullable: true, description: "The therapist's slug, or one they had before." })
  slug?: string | null;
}
