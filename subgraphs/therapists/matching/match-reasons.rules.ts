import { weekdays } from '../../shared/vocabulary.ts';
import { ratingOf } from '../review/rating.rules.ts';
import type { TherapistRecord } from '../therapist/therapist.record.ts';
import {
  dayMs,
  matchAspects,
  mostPoints,
  pointsFor,
  ratingFit,
  soonFit,
  soonness,
  type Fit,
  type MatchAspect,
} from './match-points.rules.ts';
import {
  approachName,
  languageName,
  listAll,
  listAny,
  nameOf,
  price,
  professionName,
} from './match-words.ts';
import { aspectsOf, partOfDay, type Questionnaire } from './match.rules.ts';
import { MatchReasonKind } from './match.vocabulary.ts';

/** What is known of a therapist who is matched. */
export interface Candidate {
  therapist: TherapistRecord;
  /** The shrunken mean of the stars, in ten-thousandths. */
  ratingScore: number;
  /** The next open consultation; null when there is none. */
  opensAt: Date | null;
  /** Its hour of the week on the clock of the questionnaire; null without either. */
  opensAtHour: number | null;
  feeCents: number | null;
}

export interface MatchReason {
  kind: MatchReasonKind;
  text: string;
  points: number;
}

export interface Match {
  score: number;
  reasons: MatchReason[];
}

interface Finding {
  fit: Fit;
  text: string;
}

/**
 * Why a therapist suits, in words, with the points of each reason; their sum is the score. The most points come first, then the
 * conditions, which all who are shown meet and which give none.
 */
export function explainMatch(questionnaire: Questionnaire, candidate: Candidate, now: Date): Match {
  const most = mostPoints(aspectsOf(questionnaire));
  const reasons = matchAspects.flatMap((aspect): MatchReason[] => {
    const mostOfAspect = most[aspect];
    if (mostOfAspect === undefined) return [];
    const { fit, text } = findings[aspect](questionnaire, candidate, now);
    return [{ kind: MatchReasonKind[aspect], text, points: pointsFor(mostOfAspect, fit) }];
  });
  return {
    score: reasons.reduce((sum, { points }) => sum + points, 0),
    reasons: [...reasons.toSorted((a, b) => b.points - a.points), ...conditions(questionnaire, candidate)],
  };
}

const findings: Readonly<
  Record<MatchAspect, (questionnaire: Questionnaire, candidate: Candidate, now: Date) => Finding>
> = {
  CONCERNS: ({ concerns }, { therapist }) =>
    listFinding(concerns, therapist.concerns, nameOf, 'Helps with', 'list'),
  APPROACHES: ({ approaches }, { therapist }) =>
    listFinding(approaches, therapist.approaches, approachName, 'Works by', 'list'),
  TIMES: timesFinding,
  RATING: (_, { ratingScore, therapist }) => {
    const { average, count } = ratingOf(therapist.starCounts);
    const clients = count === 1 ? 'one review' : `${count} reviews`;
    const text =
      average === null
        ? 'Has no reviews yet, and counts as rated 4 of 5 stars.'
        : `Rated ${average} of 5 stars in ${clients}.`;
    return { fit: ratingFit(ratingScore), text };
  },
  AVAILABILITY: availabilityFinding,
  PROFESSION: ({ professions }, { therapist: { profession } }) =>
    oneFinding(
      professions.includes(profession),
      `Is ${professionName(profession)}`,
      'one of the professions you prefer',
    ),
  STATE: ({ states }, { therapist: { state } }) =>
    oneFinding(states.includes(state), `Is based in ${state}`, 'where you prefer'),
  PRONOUNS: ({ pronouns }, { therapist }) =>
    therapist.pronouns === null
      ? { fit: { met: 0, of: 1 }, text: 'Does not tell their pronouns.' }
      : oneFinding(
          pronouns.includes(therapist.pronouns.toLowerCase()),
          `Uses ${therapist.pronouns}`,
          'one of those you prefer',
        ),
};

function listFinding<T>(
  asked: readonly T[],
  offered: readonly T[],
  name: (value: T) => string,
  verb: string,
  negated: string,
): Finding {
  const met = asked.filter((value) => offered.includes(value)).map(name);
  const unmet = asked.filter((value) => !offered.includes(value)).map(name);
  const fit = { met: met.length, of: asked.length };
  if (met.length === 0) return { fit, text: `Does not ${negated} ${listAny(unmet)}.` };
  const rest = unmet.length === 0 ? '' : `; does not ${negated} ${listAny(unmet)}`;
  return { fit, text: `${verb} ${listAll(met)}${rest}.` };
}

function oneFinding(isMet: boolean, statement: string, wish: string): Finding {
  return {
    fit: { met: isMet ? 1 : 0, of: 1 },
    text: isMet ? `${statement}.` : `${statement}, which is not ${wish}.`,
  };
}

function timesFinding({ hours }: Questionnaire, { opensAtHour }: Candidate): Finding {
  if (opensAtHour === null) return { fit: { met: 0, of: 1 }, text: 'Has no consultation open at present.' };
  const day = nameOf(weekdays[Math.floor(opensAtHour / 24)]!);
  const when = `${day[0]!.toUpperCase()}${day.slice(1)} ${nameOf(partOfDay(opensAtHour % 24))}`;
  return hours.includes(opensAtHour)
    ? { fit: { met: 1, of: 1 }, text: `Next open consultation on a ${when}, one of your times.` }
    : {
        fit: { met: 0, of: 1 },
        text: `Next open consultation on a ${when}, which is none of your times; later ones may be.`,
      };
}

function availabilityFinding(_: Questionnaire, { opensAt }: Candidate, now: Date): Finding {
  const fit = soonFit(opensAt, now);
  if (opensAt === null) return { fit, text: 'Has no consultation open at present.' };
  const wait = opensAt.getTime() - now.getTime();
  const step = soonness.find(({ days }) => wait <= days * dayMs);
  const text =
    step === undefined
      ? `Next open consultation in more than ${soonness.at(-1)!.days} days.`
      : `Next open consultation within ${step.days} days.`;
  return { fit, text };
}

function conditions(
  { clientGroup, language, maxFeeCents }: Questionnaire,
  { therapist, feeCents }: Candidate,
): MatchReason[] {
  const met: MatchReason[] = [];
  const add = (kind: MatchReasonKind, text: string) => met.push({ kind, text, points: 0 });
  if (clientGroup !== null) add(MatchReasonKind.CLIENT_GROUP, `Works with ${nameOf(clientGroup)}.`);
  if (language !== null) {
    const spoken = therapist.languages.filter((code) => code === language || code.startsWith(`${language}-`));
    add(MatchReasonKind.LANGUAGE, `Works in ${listAll(spoken.map(languageName))}.`);
  }
  if (maxFeeCents !== null && feeCents !== null)
    add(MatchReasonKind.FEE, `Charges ${price(feeCents)} for a session, within your ${price(maxFeeCents)}.`);
  return met;
}
