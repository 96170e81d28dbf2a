import { Field, InputType, Int } from 'type-graphql';
import { Approach, ClientGroup, Concern, Profession, State, Weekday } from '../../shared/vocabulary.ts';
import { MatchRequirement, PartOfDay } from './match.vocabulary.ts';

@InputType('MatchTimeInput', { description: 'A part of a day of the week.' })
export class MatchTimeInput {
  @Field(() => Weekday, { description: 'The day of the week.' })
  weekday!: Weekday;

  @Field(() => PartOfDay, { description: 'The part of the day.' })
  part!: PartOfDay;
}

@InputType('MatchInput', {
  description:
    'A short questionnaire. `clientGroup`, `language` and `maxFeeCents` are conditions; all else is a wish, unless it is named in `required`. What is not given does not count. Nothing of it is kept.',
})
export class MatchInput {
  @Field(() => [Concern], { nullable: true, description: 'What help is sought with.' })
  concerns?: Concern[] | null;

  @Field(() => [Approach], { nullable: true, description: 'Methods that would suit.' })
  approaches?: Approach[] | null;

  @Field(() => ClientGroup, {
    nullable: true,
    description: 'Who seeks help; only therapists who work with them.',
  })
  clientGroup?: ClientGroup | null;

  @Field(() => String, {
    nullable: true,
    description:
      'BCP 47 code; only therapists who work in it. A bare language (`zh`) means all its scripts and regions.',
  })
  language?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The highest session fee, in cents of Australian dollars; only therapists who charge no more today. Leaves out those who do not tell.',
  })
  maxFeeCents?: number | null;

  @Field(() => [MatchTimeInput], {
    nullable: true,
    description:
      'Times that suit, up to 21, on the clock of `timeZone`. What is known here is the next open consultation of each therapist, so that is what is compared; `openSlots` has the rest.',
  })
  times?: MatchTimeInput[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The IANA time zone that `times` are meant in, such as `Australia/Sydney`; needed with them.',
  })
  timeZone?: string | null;

  @Field(() => [Profession], { nullable: true, description: 'Professions that would suit.' })
  professions?: Profession[] | null;

  @Field(() => [State], { nullable: true, description: 'Where the therapist would best be based.' })
  states?: State[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Pronouns that the therapist would best use, such as `she/her`, up to 10; case does not matter.',
  })
  pronouns?: string[] | null;

  @Field(() => [MatchRequirement], {
    nullable: true,
    description: 'Which of the wishes are conditions; each must be given.',
  })
  required?: MatchRequirement[] | null;
}
