import { Field, ObjectType } from 'type-graphql';
import { Problem } from '../../shared/problem.ts';
import { replayedDescription } from '../settled.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { ReviewState, ReviewType } from './review.type.ts';
import { ClinicalAspect } from './screening.vocabulary.ts';

@ObjectType('ReviewSuccess', { description: 'It was done.' })
export class ReviewSuccess {
  @Field(() => ReviewType, { description: 'The review as it is now.' })
  review!: ReviewType;

  @Field(() => TherapistType, {
    nullable: true,
    description: 'The therapist, with the rating as it is now; null when the viewer may not see them.',
  })
  therapist!: TherapistType | null;

  @Field(() => Boolean, { description: replayedDescription })
  replayed!: boolean;
}

@ObjectType('ReviewTokenInvalid', {
  implements: Problem,
  description: 'The token is none that was given for reviewing an appointment. Nothing was done.',
})
export class ReviewTokenInvalid extends Problem {}

@ObjectType('ReviewTokenExpired', {
  implements: Problem,
  description: 'The time in which the appointment could be reviewed has passed. Nothing was done.',
})
export class ReviewTokenExpired extends Problem {}

@ObjectType('ReviewTokenForAnotherTherapist', {
  implements: Problem,
  description: 'The token is for an appointment with another therapist. Nothing was done.',
})
export class ReviewTokenForAnotherTherapist extends Problem {}

@ObjectType('ReviewTokenForAnotherPerson', {
  implements: Problem,
  description:
    "The token is for somebody else's appointment: only its client may review it. Nothing was done.",
})
export class ReviewTokenForAnotherPerson extends Problem {}

@ObjectType('AlreadyReviewed', {
  implements: Problem,
  description: 'The appointment has been reviewed: the token counts once. Nothing was done.',
})
export class AlreadyReviewed extends Problem {
  @Field(() => ReviewType, { description: 'That review, which may have been withdrawn or hidden since.' })
  review!: ReviewType;
}

@ObjectType('ReviewFinding', { description: 'A phrase of a comment that cannot be published.' })
export class ReviewFindingType {
  @Field(() => String, { description: 'The phrase as the author wrote it.' })
  phrase!: string;

  @Field(() => ClinicalAspect, { description: 'What it speaks of.' })
  aspect!: ClinicalAspect;

  @Field(() => String, { description: 'Why it cannot be published, in a sentence.' })
  reason!: string;
}

@ObjectType('ReviewRefused', {
  implements: Problem,
  description:
    'The comment speaks of clinical matters, which the law keeps out of published reviews. It is published whole or not at all, so nothing was done: the author may put it in other words and send it again with a new key.',
})
export class ReviewRefused extends Problem {
  @Field(() => [ReviewFindingType], { description: 'What cannot be published, in the order of the comment.' })
  findings!: ReviewFindingType[];
}

@ObjectType('ReviewStateConflict', {
  implements: Problem,
  description:
    'The review is in a state that this cannot follow, such as restoring what is not hidden. Nothing was done.',
})
export class ReviewStateConflict extends Problem {
  @Field(() => ReviewState, { description: 'Where the review stands.' })
  status!: `${ReviewState}`;

  @Field(() => ReviewType, { description: 'The review as it is now.' })
  review!: ReviewType;
}
