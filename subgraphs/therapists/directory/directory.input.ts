import { Field, InputType } from 'type-graphql';
import { Concern, Profession, State } from '../../shared/vocabulary.ts';

@InputType('TherapistFilter', {
  description: 'Which therapists: all that is given must hold; within a list, any one of its values.',
})
export class TherapistFilter {
  @Field(() => [State], {
    nullable: true,
    description: 'Based in any of these; anywhere when empty or not given.',
  })
  state?: State[] | null;

  @Field(() => [Profession], {
    nullable: true,
    description: 'Of any of these professions; any when empty or not given.',
  })
  profession?: Profession[] | null;

  @Field(() => [Concern], {
    nullable: true,
    description: 'Helping with any of these; all therapists when empty or not given.',
  })
  concern?: Concern[] | null;
}
