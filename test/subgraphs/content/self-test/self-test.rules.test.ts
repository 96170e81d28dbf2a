import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  parseSelfTest,
  type SelfTestDefinition,
} from '../../../../subgraphs/content/self-test/self-test.definition.ts';
import {
  scoreSelfTest,
  type SelfTestAnswer,
} from '../../../../subgraphs/content/self-test/self-test.rules.ts';
import { projectPath } from '../../../../subgraphs/shared/project-root.ts';

const phq9 = shipped('phq-9.v1');
const gad7 = shipped('gad-7.v1');
const alliance = shipped('alliance-check.v1');

function shipped(name: string): SelfTestDefinition {
  return parseSelfTest(readFileSync(projectPath(`subgraphs/content/self-test/data/${name}.yaml`), 'utf8'));
}

/** Answers that add up to a total, filling the items from the first: PHQ-9's risk item, the last, is filled last. */
function answersFor(definition: SelfTestDefinition, total: number): SelfTestAnswer[] {
  const highest = Math.max(...definition.answers.map(({ value }) => value));
  let left = total;
  return definition.items.map(({ id }) => {
    const value = Math.min(left, highest);
    left -= value;
    return { item: id, value };
  });
}

function scoreOf(definition: SelfTestDefinition, answers: SelfTestAnswer[]) {
  const scored = scoreSelfTest(definition, answers);
  if ('problems' in scored) throw new Error(JSON.stringify(scored.problems));
  return scored.result;
}

function problemsOf(definition: SelfTestDefinition, answers: SelfTestAnswer[]) {
  const scored = scoreSelfTest(definition, answers);
  return 'problems' in scored ? scored.problems.map(({ code, item }) => `${code} ${item}`) : [];
}

describe('bands', () => {
  it.each([
    [0, 'minimal'],
    [4, 'minimal'],
    [5, 'mild'],
    [9, 'mild'],
    [10, 'moderate'],
    [14, 'moderate'],
    [15, 'moderately-severe'],
    [19, 'moderately-severe'],
    [20, 'severe'],
    [27, 'severe'],
  ])('PHQ-9: %i is %s', (total, band) => {
    const result = scoreOf(phq9, answersFor(phq9, total));
    expect(result).toMatchObject({ score: total, maxScore: 27, band: { id: band } });
  });

  it.each([
    [0, 'minimal'],
    [4, 'minimal'],
    [5, 'mild'],
    [9, 'mild'],
    [10, 'moderate'],
    [14, 'moderate'],
    [15, 'severe'],
    [21, 'severe'],
  ])('GAD-7: %i is %s', (total, band) => {
    const result = scoreOf(gad7, answersFor(gad7, total));
    expect(result).toMatchObject({ score: total, maxScore: 21, band: { id: band }, crisisFirst: false });
  });

  it.each([
    [0, 'strained'],
    [9, 'strained'],
    [10, 'mixed'],
    [17, 'mixed'],
    [18, 'strong'],
    [24, 'strong'],
  ])('alliance check: %i is %s', (total, band) => {
    const result = scoreOf(alliance, answersFor(alliance, total));
    expect(result).toMatchObject({ score: total, maxScore: 24, band: { id: band }, crisisFirst: false });
  });

  it('finds the same total whatever the order of the answers', () => {
    const answers = answersFor(phq9, 13);
    expect(scoreOf(phq9, answers.toReversed())).toEqual(scoreOf(phq9, answers));
  });
});

describe('the risk item of PHQ-9', () => {
  const withItem9 = (others: number, item9: number) =>
    answersFor(phq9, others).map(({ item, value }) => ({
      item,
      value: item === 'self-harm' ? item9 : value,
    }));

  it.each([1, 2, 3])('puts crisis help first when it is answered with %i and nothing else is', (item9) => {
    expect(scoreOf(phq9, withItem9(0, item9))).toMatchObject({ score: item9, crisisFirst: true });
  });

  it('puts crisis help first in every band', () => {
    const bands = [1, 6, 11, 16, 24].map((others) => scoreOf(phq9, withItem9(others, 1)));
    expect(bands.map(({ band }) => band.id)).toEqual(phq9.bands.map(({ id }) => id));
    expect(bands.every(({ crisisFirst }) => crisisFirst)).toBe(true);
  });

  it('does not when it is answered with 0, however high the total', () => {
    expect(scoreOf(phq9, withItem9(24, 0))).toMatchObject({ score: 24, crisisFirst: false });
  });

  it('is the ninth', () => {
    expect(phq9.items.map(({ risk }) => risk)).toEqual([...Array<boolean>(8).fill(false), true]);
  });
});

describe('answers that cannot be scored', () => {
  it('names every item without an answer', () => {
    const answers = answersFor(gad7, 7).filter(({ item }) => item !== 'worry' && item !== 'afraid');
    expect(problemsOf(gad7, answers)).toEqual(['MISSING_ANSWER worry', 'MISSING_ANSWER afraid']);
  });

  it('names every item when there is no answer at all', () => {
    expect(problemsOf(phq9, [])).toEqual(phq9.items.map(({ id }) => `MISSING_ANSWER ${id}`));
  });

  it('names an item that the questionnaire does not have', () => {
    expect(problemsOf(gad7, [...answersFor(gad7, 0), { item: 'self-harm', value: 0 }])).toEqual([
      'UNKNOWN_ITEM self-harm',
    ]);
  });

  it('names an item answered twice, even with the same value', () => {
    expect(problemsOf(gad7, [...answersFor(gad7, 0), { item: 'relax', value: 0 }])).toEqual([
      'DUPLICATE_ANSWER relax',
    ]);
  });

  it.each([-1, 4, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('names an item answered with %d', (value) => {
    const others = answersFor(gad7, 0).filter(({ item }) => item !== 'worry');
    const answers = [...others, { item: 'worry', value }];
    expect(problemsOf(gad7, answers)).toEqual(['ANSWER_OUT_OF_RANGE worry']);
  });

  it('names all that is wrong at once', () => {
    const answers = [
      { item: 'nervous', value: 9 },
      { item: 'nervous', value: 1 },
      { item: 'mood', value: 1 },
    ];
    expect(problemsOf(gad7, answers).slice(0, 4)).toEqual([
      'ANSWER_OUT_OF_RANGE nervous',
      'DUPLICATE_ANSWER nervous',
      'UNKNOWN_ITEM mood',
      'MISSING_ANSWER control',
    ]);
  });
});
