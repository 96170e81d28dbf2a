import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { Node } from '../../shared/node.ts';
import { Approach, ClientGroup, Concern, Profession, State } from '../../shared/vocabulary.ts';
import { RegistrationKind, TherapistStatus } from './therapist.vocabulary.ts';

@ObjectType('MarkdownText', { description: 'Text that was written in Markdown.' })
export class MarkdownTextType {
  @Field(() => String, { description: 'The Markdown as written.' })
  markdown!: string;

  @Field(() => String, {
    description: 'The same as HTML that is safe to put in a page: no scripts, styles or raw HTML.',
  })
  html!: string;
}

@ObjectType('Registration', { description: 'Where a therapist is registered to practise.' })
export class RegistrationType {
  @Field(() => RegistrationKind, { description: 'Who keeps the register.' })
  kind!: RegistrationKind;

  @Field(() => String, {
    description: "Ahpra's registration number, or the association's membership number.",
  })
  number!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The professional association; null for those registered with Ahpra.',
  })
  association!: string | null;
}

@PublicFor(60)
@Directive('@key(fields: "id")')
@ObjectType('Therapist', {
  implements: Node,
  description:
    'A therapist. The public sees those whose registration an admin has verified; therapists see their own profile whatever its status, and admins every one.',
})
export class TherapistType extends Node {
  @Field(() => ID, { description: 'TypeID with the prefix `therapist`.' })
  declare id: string;

  @Field(() => String, { description: 'The name in addresses: lower case, words joined by hyphens.' })
  slug!: string;

  @Field(() => String, { description: 'The name they practise under.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Such as `she/her`; null when not given.' })
  pronouns!: string | null;

  @Field(() => String, { description: 'One line in their own words; empty on a profile that has none yet.' })
  headline!: string;

  @Field(() => Profession, { description: 'The profession they practise.' })
  profession!: Profession;

  @Field(() => State, { description: 'Where they are based. Their time zone is a fact of its own.' })
  state!: State;

  @Field(() => String, {
    description: 'The IANA time zone they keep their hours in, such as `Australia/Sydney`.',
  })
  timeZone!: string;

  @Field(() => [String], {
    description: 'BCP 47 codes of the languages they work in, such as `en` or `zh-Hant`.',
  })
  languages!: string[];

  @Field(() => [Approach], { description: 'The methods they work by.' })
  approaches!: Approach[];

  @Field(() => [Concern], { description: 'The concerns they help with.' })
  concerns!: Concern[];

  @Field(() => [ClientGroup], { description: 'Whom they work with.' })
  clientGroups!: ClientGroup[];

  @InheritsCaching()
  @Field(() => RegistrationType, {
    nullable: true,
    description: 'Where they are registered to practise; null only on a draft that does not say yet.',
  })
  registration!: RegistrationType | null;

  @Field(() => TherapistStatus, {
    description: 'How far the profile has come; VERIFIED for all that the public sees.',
  })
  status!: TherapistStatus;

  @Field(() => Boolean, { description: 'Whether they take clients they have not met.' })
  acceptingNewClients!: boolean;

  @Field(() => Date, { description: 'When they joined the platform, in UTC.' })
  joinedAt!: Date;
}
