import { badInput } from '../../shared/errors.ts';
import type { Approach, ClientGroup, Concern, Profession, State } from '../../shared/vocabulary.ts';
import { weekdays } from '../../shared/vocabulary.ts';
import { canonicalLanguage, isIanaTimeZone } from '../therapist/therapist.rules.ts';
import type { MatchInput } from './match.input.ts';
import type { MatchAspect } from './match-points.rules.ts';
import { PartOfDay, type MatchRequirement } from './match.vocabulary.ts';

/** Hours at which a part of the day begins and the next one does. */
const hoursOf: Readonly<Record<PartOfDay, readonly [from: number, until: number]>> = {
  MORNING: [0, 12],
  AFTERNOON: [12, 17],
  EVENING: [17, 24],
};

/** The questionnaire checked, without doubles; an empty list or null is what was not given. */
export interface Questionnaire {
  concerns: Concern[];
  approaches: Approach[];
  clientGroup: ClientGroup | null;
  language: string | null;
  maxFeeCents: number | null;
  /** Hours of the week that suit, Monday 00:00 being 0, on the clock of `timeZone`. */
  hours: number[];
  timeZone: string | null;
  professions: Profession[];
  states: State[];
  /** In lower case. */
  pronouns: string[];
  required: MatchRequirement[];
}

const mostTimes = 21;
const mostPronouns = 10;

/** Throws BAD_USER_INPUT. */
export function questionnaireOf(input: MatchInput): Questionnaire {
  const { maxFeeCents, times, timeZone, pronouns } = input;
  if (typeof maxFeeCents === 'number' && maxFeeCents < 0)
    throw badInput('input.maxFeeCents must not be negative.', 'input.maxFeeCents');
  if ((times?.length ?? 0) > mostTimes)
    throw badInput(`input.times must be at most ${mostTimes}.`, 'input.times');
  if ((pronouns?.length ?? 0) > mostPronouns || pronouns?.some((text) => text.length > 40))
    throw badInput(
      `input.pronouns must be at most ${mostPronouns}, of at most 40 characters.`,
      'input.pronouns',
    );
  const hours = (times ?? []).flatMap(({ weekday, part }) => hoursOfWeek(weekdays.indexOf(weekday), part));
  const questionnaire: Questionnaire = {
    concerns: distinct(input.concerns),
    approaches: distinct(input.approaches),
    clientGroup: input.clientGroup ?? null,
    language: requireLanguage(input.language),
    maxFeeCents: maxFeeCents ?? null,
    hours: distinct(hours).toSorted((a, b) => a - b),
    timeZone: requireTimeZone(timeZone, hours.length > 0),
    professions: distinct(input.professions),
    states: distinct(input.states),
    pronouns: distinct(pronouns?.map((text) => text.trim().toLowerCase())),
    required: distinct(input.required),
  };
  for (const requirement of questionnaire.required) {
    if (!isAsked(questionnaire, requirement))
      throw badInput(`input.required names ${requirement}, which is not given.`, 'input.required');
  }
  return questionnaire;
}

/** What is left to wish for where everything that was asked is given. */
export function aspectsOf(questionnaire: Questionnaire): MatchAspect[] {
  const asked: [MatchRequirement, MatchAspect][] = [
    ['CONCERNS', 'CONCERNS'],
    ['APPROACHES', 'APPROACHES'],
    ['TIMES', 'TIMES'],
    ['PROFESSIONS', 'PROFESSION'],
    ['STATES', 'STATE'],
    ['PRONOUNS', 'PRONOUNS'],
  ] as [MatchRequirement, MatchAspect][];
  const wishes = asked.filter(([wish]) => isAsked(questionnaire, wish)).map(([, aspect]) => aspect);
  return [...wishes, 'RATING', 'AVAILABILITY'];
}

function isAsked(questionnaire: Questionnaire, wish: MatchRequirement): boolean {
  const lists: Record<MatchRequirement, readonly unknown[]> = {
    CONCERNS: questionnaire.concerns,
    APPROACHES: questionnaire.approaches,
    TIMES: questionnaire.hours,
    PROFESSIONS: questionnaire.professions,
    STATES: questionnaire.states,
    PRONOUNS: questionnaire.pronouns,
  };
  return lists[wish].length > 0;
}

function hoursOfWeek(day: number, part: PartOfDay): number[] {
  const [from, until] = hoursOf[part];
  return Array.from({ length: until - from }, (_, index) => day * 24 + from + index);
}

/** The part of the day that an hour of it (0 to 23) belongs to. */
export function partOfDay(hour: number): PartOfDay {
  return Object.values(PartOfDay).find((part) => hour < hoursOf[part][1]) ?? PartOfDay.EVENING;
}

function distinct<T>(values: readonly T[] | null | undefined): T[] {
  return [...new Set(values)];
}

function requireLanguage(code: string | null | undefined): string | null {
  if (code === null || code === undefined) return null;
  const canonical = canonicalLanguage(code);
  if (canonical === null)
    throw badInput('input.language must be a BCP 47 code, such as en or zh-Hant.', 'input.language');
  return canonical;
}

function requireTimeZone(timeZone: string | null | undefined, isNeeded: boolean): string | null {
  if (timeZone === null || timeZone === undefined) {
    if (isNeeded) throw badInput('input.timeZone is needed with input.times.', 'input.timeZone');
    return null;
  }
  if (!isIanaTimeZone(timeZone))
    throw badInput('input.timeZone must be an IANA time zone, such as Australia/Sydney.', 'input.timeZone');
  return timeZone;
}
