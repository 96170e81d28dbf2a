import { Field, Int, ObjectType } from 'type-graphql';
import { Problem } from '../../shared/problem.ts';
import { replayedDescription } from '../settled.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { TherapistStatus } from '../therapist/therapist.vocabulary.ts';
import { PhotoFaultName, ProfileField } from './profile.vocabulary.ts';

@ObjectType('ProfileSuccess', { description: 'It was done.' })
export class ProfileSuccess {
  @Field(() => TherapistType, { description: 'The therapist as they are now.' })
  therapist!: TherapistType;

  @Field(() => Boolean, { description: replayedDescription })
  replayed!: boolean;
}

@ObjectType('ProfileExists', {
  implements: Problem,
  description: 'The viewer has a profile already, and nobody has two. Nothing was done.',
})
export class ProfileExists extends Problem {
  @Field(() => TherapistType, { description: 'That profile.' })
  therapist!: TherapistType;
}

@ObjectType('SlugTaken', {
  implements: Problem,
  description: 'Another therapist has or had this slug. Nothing was done.',
})
export class SlugTaken extends Problem {
  @Field(() => [String], { description: 'Up to three like it that are free.' })
  suggestions!: string[];
}

@ObjectType('RegistrationRefused', {
  implements: Problem,
  description:
    'The registration does not have the form that the profession needs, or is missing where it must be given. Nothing was done.',
})
export class RegistrationRefused extends Problem {}

@ObjectType('PhotoRefused', {
  implements: Problem,
  description: 'The picture will not do. Nothing was done.',
})
export class PhotoRefused extends Problem {
  @Field(() => PhotoFaultName, { description: 'What is wrong with it.' })
  fault!: `${PhotoFaultName}`;
}

@ObjectType('NeedsReverification', {
  implements: Problem,
  description:
    'The change touches what an admin has verified, so the profile would leave the public pages until it is verified again. Nothing was done: send it with `acceptReverification: true` if that is what is wanted.',
})
export class NeedsReverification extends Problem {
  @Field(() => [ProfileField], { description: 'What would have to be verified again.' })
  fields!: ProfileField[];
}

@ObjectType('ProfileIncomplete', {
  implements: Problem,
  description: 'The profile lacks what it needs before it can be verified. Nothing was done.',
})
export class ProfileIncomplete extends Problem {
  @Field(() => [ProfileField], { description: 'What is missing.' })
  missing!: ProfileField[];
}

@ObjectType('ProfileChanged', {
  implements: Problem,
  description: 'The profile is not what the admin looked at any more. Nothing was done: look again.',
})
export class ProfileChanged extends Problem {
  @Field(() => Int, { description: 'The version it has now.' })
  version!: number;

  @Field(() => TherapistType, { description: 'The therapist as they are now.' })
  therapist!: TherapistType;
}

@ObjectType('ProfileStateConflict', {
  implements: Problem,
  description:
    'The profile has a status that this cannot follow, such as verifying what was not submitted. Nothing was done.',
})
export class ProfileStateConflict extends Problem {
  @Field(() => TherapistStatus, { description: 'The status the profile had.' })
  status!: `${TherapistStatus}`;

  @Field(() => TherapistType, { description: 'The therapist as they are now.' })
  therapist!: TherapistType;
}
