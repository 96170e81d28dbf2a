import { expect, it } from 'vitest';
import { Concern, Weekday } from '../../../../subgraphs/shared/vocabulary.ts';
import type { MatchInput } from '../../../../subgraphs/therapists/matching/match.input.ts';
import { partOfDay, questionnaireOf } from '../../../../subgraphs/therapists/matching/match.rules.ts';
import { MatchRequirement, PartOfDay } from '../../../../subgraphs/therapists/matching/match.vocabulary.ts';

it('takes what was given, once', () => {
  const { GRIEF, SLEEP } = Concern;
  expect(
    questionnaireOf({
      concerns: [GRIEF, SLEEP, GRIEF],
      language: 'EN',
      pronouns: [' She/Her ', 'she/her'],
      times: [
        { weekday: Weekday.MONDAY, part: PartOfDay.AFTERNOON },
        { weekday: Weekday.SUNDAY, part: PartOfDay.EVENING },
        { weekday: Weekday.MONDAY, part: PartOfDay.AFTERNOON },
      ],
      timeZone: 'Australia/Perth',
    }),
  ).toMatchObject({
    concerns: [GRIEF, SLEEP],
    language: 'en',
    pronouns: ['she/her'],
    hours: [12, 13, 14, 15, 16, 161, 162, 163, 164, 165, 166, 167],
    approaches: [],
    required: [],
  });
});

it('covers every hour of the week by exactly one part of one day', () => {
  const times = Object.values(Weekday).flatMap((weekday) =>
    Object.values(PartOfDay).map((part) => ({ weekday, part })),
  );
  const { hours } = questionnaireOf({ times, timeZone: 'Australia/Perth' });
  expect(hours).toEqual(Array.from({ length: 168 }, (_, hour) => hour));
  expect([0, 11, 12, 16, 17, 23].map((hour) => partOfDay(hour))).toEqual([
    'MORNING',
    'MORNING',
    'AFTERNOON',
    'AFTERNOON',
    'EVENING',
    'EVENING',
  ]);
});

const monday = { weekday: Weekday.MONDAY, part: PartOfDay.MORNING };

it.each<[string, string, MatchInput]>([
  ['a negative fee', 'maxFeeCents', { maxFeeCents: -1 }],
  ['times without a zone', 'timeZone', { times: [monday] }],
  ['a zone that is none', 'timeZone', { times: [monday], timeZone: 'Sydney' }],
  ['a language that is none', 'language', { language: 'English' }],
  [
    'too many times',
    'times',
    { times: Array.from({ length: 22 }, () => monday), timeZone: 'Australia/Perth' },
  ],
  ['too many pronouns', 'pronouns', { pronouns: Array.from({ length: 11 }, String) }],
  ['a condition that was not given', 'required', { required: [MatchRequirement.CONCERNS] }],
  ['a condition on an empty list', 'required', { states: [], required: [MatchRequirement.STATES] }],
])('refuses %s', (_, field, input) => {
  expect(() => questionnaireOf(input)).toThrow(
    expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', field: `input.${field}` } }),
  );
});
