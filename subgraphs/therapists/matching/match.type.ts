import { Field, Int, ObjectType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { connectionTypes } from '../../shared/paging.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { MatchReasonKind } from './match.vocabulary.ts';

@PrivateToViewer()
@ObjectType('MatchReason', { description: 'Why a therapist suits, or does not.' })
export class MatchReasonType {
  @Field(() => MatchReasonKind, { description: 'What it is about.' })
  kind!: MatchReasonKind;

  @Field(() => String, { description: 'The reason in a sentence.' })
  text!: string;

  @Field(() => Int, {
    description: 'What it adds to the score; 0 for a wish that is not met and for conditions.',
  })
  points!: number;
}

@PrivateToViewer()
@ObjectType('TherapistMatch', { description: 'A therapist who meets every condition of a questionnaire.' })
export class TherapistMatchType {
  @Field(() => TherapistType, { description: 'The therapist.' })
  therapist!: TherapistType;

  @Field(() => Int, {
    description:
      'How well they suit, 0 to 100: the points of the reasons, added up. It compares answers to one questionnaire only.',
  })
  score!: number;

  @Field(() => [MatchReasonType], {
    description:
      'Everything the score is made of, the most points first; last the conditions, which give none.',
  })
  reasons!: MatchReasonType[];
}

export const { Connection: TherapistMatchConnection, Edge: TherapistMatchEdge } = connectionTypes(
  TherapistMatchType,
  'TherapistMatch',
);
export type TherapistMatchConnection = InstanceType<typeof TherapistMatchConnection>;
