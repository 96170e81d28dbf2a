import type { MatchInput } from '../../../../subgraphs/therapists/matching/match.input.ts';
import type { Therapist } from '../../../../subgraphs/therapists/therapist/therapist.entity.ts';

/** A therapist as the test knows them, without asking the database. */
export interface KnownTherapist {
  therapist: Omit<Therapist, symbol>;
  stars: readonly number[];
  /** The next consultation that bookings told of. */
  opensAt: Date | null;
  feeCents: number | null;
}

const weekdayNames = ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'];
const day = 86_400_000;

/** docs/matching.md once more, slowly and in other words: the ids and scores of all who are shown, in order. */
export function referenceMatches(
  known: readonly KnownTherapist[],
  input: MatchInput,
  now: Date,
): { id: string; score: number }[] {
  return known
    .filter((one) => meetsConditions(one, input, now))
    .map((one) => ({ one, score: scoreOf(one, input, now) }))
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        shrunken(b.one) - shrunken(a.one) ||
        (openAt(a.one, now)?.getTime() ?? Infinity) - (openAt(b.one, now)?.getTime() ?? Infinity) ||
        (a.one.therapist.id < b.one.therapist.id ? -1 : 1),
    )
    .map(({ one, score }) => ({ id: one.therapist.id, score }));
}

function openAt({ opensAt }: KnownTherapist, now: Date): Date | null {
  return opensAt !== null && opensAt > now ? opensAt : null;
}

/** In ten-thousandths of a star, as it is put in order by. */
function shrunken({ stars }: KnownTherapist): number {
  const sum = stars.reduce((total, given) => total + given, 0);
  return Math.round((10_000 * (32 + sum)) / (8 + stars.length));
}

function suitsTimes(one: KnownTherapist, { times, timeZone }: MatchInput, now: Date): boolean {
  const opensAt = openAt(one, now);
  if (opensAt === null || !times || !timeZone) return false;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(opensAt);
  const get = (type: string) => parts.find((part) => part.type === type)!.value;
  const hour = Number(get('hour'));
  const part = hour < 12 ? 'MORNING' : hour < 17 ? 'AFTERNOON' : 'EVENING';
  const weekday = weekdayNames.find((name) => name === get('weekday').toUpperCase());
  return times.some((time) => time.weekday === weekday && time.part === part);
}

function usesPronouns({ therapist }: KnownTherapist, { pronouns }: MatchInput): boolean {
  const own = therapist.pronouns?.toLowerCase();
  return own !== undefined && (pronouns ?? []).some((wanted) => wanted.trim().toLowerCase() === own);
}

function meetsConditions(one: KnownTherapist, input: MatchInput, now: Date): boolean {
  const { therapist, feeCents } = one;
  const { clientGroup, language, maxFeeCents, concerns, approaches, professions, states } = input;
  if (therapist.status !== 'VERIFIED' || !therapist.acceptingNewClients) return false;
  if (clientGroup && !therapist.clientGroups.includes(clientGroup)) return false;
  if (language && !therapist.languages.some((code) => code === language || code.startsWith(`${language}-`)))
    return false;
  if (typeof maxFeeCents === 'number' && (feeCents === null || feeCents > maxFeeCents)) return false;
  const isMet = {
    CONCERNS: () => concerns!.every((concern) => therapist.concerns.includes(concern)),
    APPROACHES: () => approaches!.some((approach) => therapist.approaches.includes(approach)),
    TIMES: () => suitsTimes(one, input, now),
    PROFESSIONS: () => professions!.includes(therapist.profession),
    STATES: () => states!.includes(therapist.state),
    PRONOUNS: () => usesPronouns(one, input),
  };
  return (input.required ?? []).every((requirement) => isMet[requirement]());
}

function scoreOf(one: KnownTherapist, input: MatchInput, now: Date): number {
  const { therapist } = one;
  const share = <T>(asked: readonly T[], offered: readonly T[]) =>
    asked.filter((value) => offered.includes(value)).length / asked.length;
  const opensAt = openAt(one, now);
  const wait = opensAt === null ? Infinity : opensAt.getTime() - now.getTime();
  const soon =
    wait <= 3 * day ? 1 : wait <= 7 * day ? 0.75 : wait <= 14 * day ? 0.5 : wait <= 30 * day ? 0.25 : 0;
  const stars = Math.min(1, Math.max(0, (shrunken(one) - 30_000) / 20_000));
  const wishes: [weight: number, isAsked: boolean, fit: () => number][] = [
    [36, !!input.concerns?.length, () => share(input.concerns!, therapist.concerns)],
    [12, !!input.approaches?.length, () => share(input.approaches!, therapist.approaches)],
    [12, !!input.times?.length, () => Number(suitsTimes(one, input, now))],
    [12, true, () => stars],
    [12, true, () => soon],
    [8, !!input.professions?.length, () => Number(input.professions!.includes(therapist.profession))],
    [4, !!input.states?.length, () => Number(input.states!.includes(therapist.state))],
    [4, !!input.pronouns?.length, () => Number(usesPronouns(one, input))],
  ];
  const counting = wishes.filter(([, isAsked]) => isAsked);
  const total = counting.reduce((sum, [weight]) => sum + weight, 0);
  const most = counting.map(([weight]) => Math.floor((100 * weight) / total));
  const byRemainder = counting
    .map(([weight], place) => ({ place, remainder: (100 * weight) % total }))
    .toSorted((a, b) => b.remainder - a.remainder || a.place - b.place);
  for (let left = 100 - most.reduce((sum, points) => sum + points, 0), place = 0; left > 0; left--, place++)
    most[byRemainder[place]!.place]!++;
  return counting.reduce((sum, [, , fit], place) => sum + Math.round(most[place]! * fit() + 1e-9), 0);
}
