import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import type { AllianceRow } from './alliance.reads.ts';

export enum AllianceSharing {
  NOTHING = 'NOTHING',
  MARKS = 'MARKS',
  MARKS_AND_NOTE = 'MARKS_AND_NOTE',
}

registerEnumType(AllianceSharing, {
  name: 'AllianceSharing',
  description: 'What of the marks after an appointment its therapist may see.',
  valuesConfig: {
    NOTHING: { description: 'Nothing: the therapist does not learn that there are any.' },
    MARKS: { description: 'The three marks, without the note.' },
    MARKS_AND_NOTE: { description: 'The three marks and the note.' },
  },
});

export enum AllianceTrend {
  FIRST = 'FIRST',
  STEADY = 'STEADY',
  RISING = 'RISING',
  FALLING = 'FALLING',
}

registerEnumType(AllianceTrend, {
  name: 'AllianceTrend',
  description: 'How the latest marks compare with those of up to three appointments before.',
  valuesConfig: {
    FIRST: { description: 'There are none before.' },
    STEADY: { description: 'They are about the same.' },
    RISING: { description: 'They are higher by at least a point on average.' },
    FALLING: { description: 'They are lower by at least a point on average, and not all but full.' },
  },
});

export enum AllianceSuggestionKind {
  RAISE_WITH_THERAPIST = 'RAISE_WITH_THERAPIST',
  MEET_ANOTHER = 'MEET_ANOTHER',
}

registerEnumType(AllianceSuggestionKind, {
  name: 'AllianceSuggestionKind',
  description: 'What a client may do when the alliance is low or falling.',
  valuesConfig: {
    RAISE_WITH_THERAPIST: { description: 'Talk about it with the therapist: the first thing to try.' },
    MEET_ANOTHER: { description: 'Meet another therapist in a free consultation.' },
  },
});

@PrivateToViewer()
@ObjectType('AllianceRecord', {
  description:
    'How an appointment was for its client. Theirs alone, but for what they share with the therapist; nobody else ever sees it.',
})
export class AllianceRecordType {
  bookingId!: string;

  @Field(() => ID, { description: 'TypeID with the prefix `alliance`.' })
  id!: string;

  @Field(() => Date, { description: 'When the appointment started.' })
  appointmentAt!: Date;

  @Field(() => Date, { description: 'When the marks were first given.' })
  recordedAt!: Date;

  @Field(() => Int, { description: 'Felt safe and understood: 0, not at all, to 10, completely.' })
  safe!: number;

  @Field(() => Int, { description: 'Agreed on what to work on: 0 to 10.' })
  goals!: number;

  @Field(() => Int, { description: 'Agreed on how to work: 0 to 10.' })
  tasks!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "The client's own note; null when there is none, and for a therapist with whom it is not shared.",
  })
  note!: string | null;

  @Field(() => AllianceSharing, { description: 'What the therapist may see at present.' })
  sharing!: AllianceSharing;
}

/** The content subgraph's: it finds the article by its slug. */
@Directive('@key(fields: "slug", resolvable: false)')
@ObjectType('Article')
export class ArticleBySlug {
  @Field(() => String, { description: 'The name in addresses.' })
  slug!: string;
}

@ObjectType('AllianceSuggestion', { description: 'Something a client may do for a better alliance.' })
export class AllianceSuggestionType {
  clientId!: string;

  @Field(() => AllianceSuggestionKind, { description: 'What to do.' })
  kind!: AllianceSuggestionKind;

  @Field(() => String, { description: 'The same for a person to read, in a sentence or two.' })
  text!: string;

  @Field(() => ArticleBySlug, {
    nullable: true,
    description:
      'What to read about it; null when there is nothing, and when the content service could not be reached.',
  })
  article!: ArticleBySlug | null;
}

@PrivateToViewer()
@ObjectType('Alliance', {
  description: 'How the work with one therapist has been for the client, by their own marks.',
})
export class AllianceType {
  clientId!: string;
  rows!: AllianceRow[];

  @Field(() => TherapistType, {
    nullable: true,
    description: 'Whom it is with; null only when the therapists service could not be reached.',
  })
  therapist!: TherapistType;

  @Field(() => AllianceTrend, { description: 'How the latest marks compare with those before.' })
  trend!: AllianceTrend;

  @Field(() => Boolean, {
    description: 'Whether the latest marks are low: under 7 on average, or one of them under 5.',
  })
  isLow!: boolean;

  @Field(() => AllianceRecordType, { description: 'The marks of the latest appointment that has any.' })
  latest!: AllianceRecordType;

  @Field(() => [AllianceSuggestionType], {
    description:
      'What the client may do, the first thing to try first; empty unless the marks are low or falling.',
  })
  suggestions!: AllianceSuggestionType[];
}

/** The graph's shape of a client's own record, or of what of it is shared with their therapist. */
export function toAllianceRecord(row: AllianceRow, withNote: boolean): AllianceRecordType {
  return {
    id: row.id,
    bookingId: row.bookingId,
    appointmentAt: new Date(row.startsAt),
    recordedAt: new Date(row.recordedAt),
    safe: row.safe,
    goals: row.goals,
    tasks: row.tasks,
    note: withNote ? row.note : null,
    sharing: row.sharing as AllianceSharing,
  };
}
