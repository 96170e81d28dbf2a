import type { SelfTestDefinition } from './self-test.definition.ts';

export interface SelfTestAnswer {
  /** An item's id. */
  item: string;
  /** One of the values the questionnaire offers. */
  value: number;
}

export type AnswerProblemCode =
  | 'MISSING_ANSWER'
  | 'UNKNOWN_ITEM'
  | 'DUPLICATE_ANSWER'
  | 'ANSWER_OUT_OF_RANGE';

export interface AnswerProblem {
  code: AnswerProblemCode;
  item: string;
  message: string;
}

export interface SelfTestScore {
  score: number;
  /** The highest total there is. */
  maxScore: number;
  band: SelfTestDefinition['bands'][number];
  /** Crisis help goes before everything else in the result, whatever the total. */
  crisisFirst: boolean;
}

/**
 * What a person's answers add up to. Every item wants exactly one answer from those offered; otherwise every problem is
 * named with its item and there is no score, for a total of some items would be read as one of all.
 */
export function scoreSelfTest(
  definition: SelfTestDefinition,
  answers: readonly SelfTestAnswer[],
): { result: SelfTestScore } | { problems: AnswerProblem[] } {
  const problems = [...wrongAnswers(definition, answers), ...missingAnswers(definition, answers)];
  if (problems.length > 0) return { problems };
  const score = answers.reduce((sum, { value }) => sum + value, 0);
  const band = definition.bands.find(({ from, to }) => from <= score && score <= to);
  if (!band) throw new Error(`Self test ${definition.slug} v${definition.version} has no band for ${score}.`);
  const values = definition.answers.map(({ value }) => value);
  const risky = new Set(definition.items.filter(({ risk }) => risk).map(({ id }) => id));
  return {
    result: {
      score,
      maxScore: definition.items.length * Math.max(...values),
      band,
      crisisFirst: answers.some(({ item, value }) => risky.has(item) && value > Math.min(...values)),
    },
  };
}

function wrongAnswers(definition: SelfTestDefinition, answers: readonly SelfTestAnswer[]): AnswerProblem[] {
  const items = new Set(definition.items.map(({ id }) => id));
  const values = definition.answers.map(({ value }) => value);
  const seen = new Set<string>();
  return answers.flatMap(({ item, value }): AnswerProblem[] => {
    if (!items.has(item)) return [problem('UNKNOWN_ITEM', item, 'is no item of this self test')];
    if (seen.has(item)) return [problem('DUPLICATE_ANSWER', item, 'is answered more than once')];
    seen.add(item);
    if (values.includes(value)) return [];
    return [problem('ANSWER_OUT_OF_RANGE', item, `wants one of ${values.join(', ')}`)];
  });
}

function missingAnswers(definition: SelfTestDefinition, answers: readonly SelfTestAnswer[]): AnswerProblem[] {
  const answered = new Set(answers.map(({ item }) => item));
  return definition.items
    .filter(({ id }) => !answered.has(id))
    .map(({ id }) => problem('MISSING_ANSWER', id, 'has no answer'));
}

function problem(code: AnswerProblemCode, item: string, what: string): AnswerProblem {
  return { code, item, message: `"${item}" ${what}.` };
}
