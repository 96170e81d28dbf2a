import { Field, InputType, Int, registerEnumType } from 'type-graphql';
import {
  AppointmentKind,
  Approach,
  ClientGroup,
  Concern,
  Profession,
  State,
} from '../../shared/vocabulary.ts';

export enum TherapistOrder {
  RELEVANCE = 'RELEVANCE',
  RATING = 'RATING',
  AVAILABLE_SOONEST = 'AVAILABLE_SOONEST',
  FEE = 'FEE',
}

registerEnumType(TherapistOrder, {
  name: 'TherapistOrder',
  description: 'By what the directory is put in order. No place can be paid for.',
  valuesConfig: {
    RELEVANCE: {
      description:
        'Where the text was found: first in the name, then in what the profile ticks (profession, state, concerns, approaches, client groups), then in the rest of it; by RATING within each. Without a text the same as RATING.',
    },
    RATING: {
      description: 'By mean stars, each counted as if they had 8 reviews of 4 stars more; the best first.',
    },
    AVAILABLE_SOONEST: {
      description:
        "By the start of the next open slot of the filter's kind; those without one last, by RATING.",
    },
    FEE: {
      description:
        'By the session fee of today, the lowest first; those who give none last. By RATING when equal.',
    },
  },
});

@InputType('TherapistFilter', {
  description: 'Which therapists: all that is given must hold; within a list, any one of its values.',
})
export class TherapistFilter {
  @Field(() => String, {
    nullable: true,
    description:
      'Words to look for in the profile, up to 100 characters; every word must be found. Accents do not matter, a word may be cut short, and one that nobody has is read as those most like it.',
  })
  text?: string | null;

  @Field(() => [Profession], {
    nullable: true,
    description: 'Of any of these professions; any when empty or not given.',
  })
  profession?: Profession[] | null;

  @Field(() => [State], {
    nullable: true,
    description: 'Based in any of these; anywhere when empty or not given.',
  })
  state?: State[] | null;

  @Field(() => [Concern], {
    nullable: true,
    description: 'Helping with any of these; all therapists when empty or not given.',
  })
  concern?: Concern[] | null;

  @Field(() => [Approach], {
    nullable: true,
    description: 'Working by any of these; all therapists when empty or not given.',
  })
  approach?: Approach[] | null;

  @Field(() => [ClientGroup], {
    nullable: true,
    description: 'Working with any of these; all therapists when empty or not given.',
  })
  clientGroup?: ClientGroup[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'BCP 47 codes: working in any of these languages; all therapists when empty or not given. A bare language (`zh`) finds all its scripts and regions (`zh-Hant`).',
  })
  language?: string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The highest session fee, in cents of Australian dollars; leaves out those who give none.',
  })
  maxFeeCents?: number | null;

  @Field(() => Date, {
    nullable: true,
    description: 'With a slot open that starts after now and before this instant.',
  })
  openBefore?: Date | null;

  @Field(() => AppointmentKind, {
    nullable: true,
    description:
      'The kind of slot that `openBefore`, its facet and AVAILABLE_SOONEST are about; CONSULTATION when not given.',
  })
  kind?: AppointmentKind | null;
}
