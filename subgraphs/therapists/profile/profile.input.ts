import { Field, InputType, Int } from 'type-graphql';
import { Approach, ClientGroup, Concern, Profession, State } from '../../shared/vocabulary.ts';
import { RegistrationKind } from '../therapist/therapist.vocabulary.ts';
import { maxPhotoBytes, maxPhotoPixels, minPhotoPixels } from './photo-limits.rules.ts';

const words = {
  slug: 'The name in addresses: lower-case words joined by hyphens, at most 80 characters.',
  name: 'The name they practise under, at most 120 characters.',
  pronouns: 'Such as `she/her`, at most 40 characters',
  photoUrl: `The https address of a PNG, JPEG or WebP of at most ${maxPhotoBytes / 1024 / 1024} MB, each side of ${minPhotoPixels} to ${maxPhotoPixels} pixels; it is fetched to look`,
  headline: 'One line in their own words, at most 160 characters.',
  bio: 'Who they are and how they work, in Markdown, at most 10 000 characters.',
  profession: 'The profession they practise.',
  state: 'Where they are based.',
  timeZone: 'The IANA time zone they keep their hours in, such as `Australia/Sydney`.',
  languages: 'BCP 47 codes of the languages they work in, 1 to 20.',
  approaches: 'The methods they work by.',
  concerns: 'The concerns they help with.',
  clientGroups: 'Whom they work with.',
  registration: 'Where they are registered to practise',
  acceptingNewClients: 'Whether they take clients they have not met.',
  practisingSince: 'The calendar year in which they began to practise',
};

@InputType('RegistrationInput', { description: 'Where a therapist says they are registered to practise.' })
export class RegistrationInput {
  @Field(() => RegistrationKind, {
    description: 'Who keeps the register: Ahpra for the professions it registers.',
  })
  kind!: RegistrationKind;

  @Field(() => String, {
    description: "Ahpra's registration number, or the association's membership number.",
  })
  number!: string;

  @Field(() => String, { nullable: true, description: 'The professional association; null for Ahpra.' })
  association?: string | null;
}

@InputType('TherapistProfileInput', { description: 'A profile to begin with; the rest can follow.' })
export class TherapistProfileInput {
  @Field(() => String, { nullable: true, description: `${words.slug} Made of the name when not given.` })
  slug?: string | null;

  @Field(() => String, { description: words.name })
  name!: string;

  @Field(() => String, { nullable: true, description: `${words.pronouns}; null for none.` })
  pronouns?: string | null;

  @Field(() => String, { nullable: true, description: `${words.photoUrl}; null for none.` })
  photoUrl?: string | null;

  @Field(() => String, { nullable: true, description: words.headline })
  headline?: string | null;

  @Field(() => String, { nullable: true, description: words.bio })
  bio?: string | null;

  @Field(() => Profession, { description: words.profession })
  profession!: Profession;

  @Field(() => State, { description: words.state })
  state!: State;

  @Field(() => String, { description: words.timeZone })
  timeZone!: string;

  @Field(() => [String], { description: words.languages })
  languages!: string[];

  @Field(() => [Approach], { nullable: true, description: words.approaches })
  approaches?: Approach[] | null;

  @Field(() => [Concern], { nullable: true, description: words.concerns })
  concerns?: Concern[] | null;

  @Field(() => [ClientGroup], { nullable: true, description: words.clientGroups })
  clientGroups?: ClientGroup[] | null;

  @Field(() => RegistrationInput, {
    nullable: true,
    description: `${words.registration}; may be left out until the profile is submitted.`,
  })
  registration?: RegistrationInput | null;

  @Field(() => Boolean, { nullable: true, description: `${words.acceptingNewClients} Yes when not given.` })
  acceptingNewClients?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: `${words.practisingSince}; null when it is not to be told.`,
  })
  practisingSince?: number | null;
}

@InputType('TherapistProfileChanges', { description: 'What is to change; what is not given stays as it is.' })
export class TherapistProfileChanges {
  @Field(() => String, { nullable: true, description: `${words.slug} The old one goes on leading here.` })
  slug?: string | null;

  @Field(() => String, { nullable: true, description: words.name })
  name?: string | null;

  @Field(() => String, { nullable: true, description: `${words.pronouns}; null takes them away.` })
  pronouns?: string | null;

  @Field(() => String, { nullable: true, description: `${words.photoUrl}; null takes the picture away.` })
  photoUrl?: string | null;

  @Field(() => String, { nullable: true, description: words.headline })
  headline?: string | null;

  @Field(() => String, { nullable: true, description: words.bio })
  bio?: string | null;

  @Field(() => Profession, { nullable: true, description: words.profession })
  profession?: Profession | null;

  @Field(() => State, { nullable: true, description: words.state })
  state?: State | null;

  @Field(() => String, { nullable: true, description: words.timeZone })
  timeZone?: string | null;

  @Field(() => [String], { nullable: true, description: words.languages })
  languages?: string[] | null;

  @Field(() => [Approach], { nullable: true, description: words.approaches })
  approaches?: Approach[] | null;

  @Field(() => [Concern], { nullable: true, description: words.concerns })
  concerns?: Concern[] | null;

  @Field(() => [ClientGroup], { nullable: true, description: words.clientGroups })
  clientGroups?: ClientGroup[] | null;

  @Field(() => RegistrationInput, {
    nullable: true,
    description: `${words.registration}; null takes it back, which only a draft may.`,
  })
  registration?: RegistrationInput | null;

  @Field(() => Boolean, { nullable: true, description: words.acceptingNewClients })
  acceptingNewClients?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: `${words.practisingSince}; null when it is not to be told.`,
  })
  practisingSince?: number | null;
}
