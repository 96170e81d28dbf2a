import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { connectionTypes } from '../../shared/paging.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { TherapistStatus } from '../therapist/therapist.vocabulary.ts';

export enum ProfileEventName {
  CREATED = 'CREATED',
  SUBMITTED = 'SUBMITTED',
  RETURNED = 'RETURNED',
  VERIFIED = 'VERIFIED',
  CLAIMS_CHANGED = 'CLAIMS_CHANGED',
  SUSPENDED = 'SUSPENDED',
  REINSTATED = 'REINSTATED',
}

registerEnumType(ProfileEventName, {
  name: 'ProfileEvent',
  description: 'Something that can happen to a profile.',
  valuesConfig: {
    CREATED: { description: 'The therapist began it.' },
    SUBMITTED: { description: 'The therapist handed it to the admins.' },
    RETURNED: { description: 'An admin gave it back, with a reason.' },
    VERIFIED: { description: 'An admin verified the name, the profession and the registration.' },
    CLAIMS_CHANGED: {
      description: 'The therapist changed one of those, so that it is to be verified again.',
    },
    SUSPENDED: { description: 'An admin took it off the public pages, with a reason.' },
    REINSTATED: { description: 'An admin ended the suspension.' },
  },
});

export enum ProfileActor {
  OWNER = 'OWNER',
  ADMIN = 'ADMIN',
}

registerEnumType(ProfileActor, {
  name: 'ProfileActor',
  description: 'Who did something to a profile.',
  valuesConfig: {
    OWNER: { description: 'The therapist whose profile it is.' },
    ADMIN: { description: 'Somebody who runs the platform.' },
  },
});

@PrivateToViewer()
@ObjectType('ProfileHistoryEntry', { description: 'One thing that happened to a profile.' })
export class ProfileHistoryEntryType {
  @Field(() => Date, { description: 'When it happened, in UTC.' })
  at!: Date;

  @Field(() => ProfileEventName, { description: 'What happened.' })
  event!: `${ProfileEventName}`;

  @Field(() => TherapistStatus, { description: 'The status the profile had after it.' })
  status!: `${TherapistStatus}`;

  @Field(() => ProfileActor, { description: 'Who did it.' })
  actor!: `${ProfileActor}`;

  @Field(() => String, {
    nullable: true,
    description: 'The token subject of who did it; null for anybody but an admin.',
  })
  actorSubject!: string | null;

  @Field(() => String, { nullable: true, description: 'Why, in their words; null when they gave no reason.' })
  reason!: string | null;
}

@PrivateToViewer()
@ObjectType('VerificationRequest', { description: 'A profile that waits to be verified.' })
export class VerificationRequestType {
  @Field(() => TherapistType, { description: 'The therapist, with what they claim.' })
  therapist!: TherapistType;

  @Field(() => Date, {
    description: 'Since when it waits, in UTC: the latest submission or change of a claim.',
  })
  submittedAt!: Date;

  @Field(() => Int, {
    description: 'The version of the profile, for `verifyTherapist`: it rises with every change.',
  })
  version!: number;

  @Field(() => Boolean, { description: 'Whether an admin has verified the profile before.' })
  wasVerified!: boolean;
}

export const { Connection: VerificationRequestConnection, Edge: VerificationRequestEdge } = connectionTypes(
  VerificationRequestType,
  'VerificationRequest',
);
export type VerificationRequestConnection = InstanceType<typeof VerificationRequestConnection>;
