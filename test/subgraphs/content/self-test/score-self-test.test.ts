import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContent } from '../../../../subgraphs/content/content.ts';
import { importCrisisLines } from '../../../../subgraphs/content/crisis-line/crisis-line.import.ts';
import { CrisisAudience } from '../../../../subgraphs/content/crisis-line/crisis-line.type.ts';
import {
  parseSelfTest,
  type SelfTestDefinition,
} from '../../../../subgraphs/content/self-test/self-test.definition.ts';
import { importSelfTests } from '../../../../subgraphs/content/self-test/self-test.import.ts';
import { projectPath } from '../../../../subgraphs/shared/project-root.ts';
import { State } from '../../../../subgraphs/shared/vocabulary.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { articleFile, importFiles, noon } from '../article/article.fixtures.ts';

let content: Subgraph;
let ask: Ask;
let phq9: SelfTestDefinition;
let gad7: SelfTestDefinition;
let alliance: SelfTestDefinition;
let statements: string[] = [];

const shipped = async (name: string) =>
  parseSelfTest(await readFile(projectPath(`subgraphs/content/self-test/data/${name}.v1.yaml`), 'utf8'));

beforeAll(async () => {
  const { content: url } = await createTestDatabase();
  const onStatement = (statement: string) => void statements.push(statement);
  content = openContent(testSettings(url, { database: { url, onStatement }, clock: () => noon }));
  ask = askOf(content);
  [phq9, gad7, alliance] = await Promise.all([shipped('phq-9'), shipped('gad-7'), shipped('alliance-check')]);
  await importSelfTests(content.orm.em.fork(), [phq9, gad7, alliance]);
  const line = {
    phone: '1',
    textPhone: null,
    website: null,
    hours: 'Always',
    description: 'Help.',
    states: [],
  };
  const everyone = CrisisAudience.EVERYONE;
  await importCrisisLines(content.orm.em.fork(), [
    { ...line, slug: 'emergency', name: 'Emergency', audience: everyone },
    { ...line, slug: 'men', name: 'Men', audience: CrisisAudience.MEN },
    { ...line, slug: 'nsw', name: 'NSW', audience: everyone, states: [State.NSW] },
  ]);
  const [first, second] = phq9.articles;
  await importFiles(content.orm.em.fork(), [articleFile(first!), articleFile(second!, { status: 'DRAFT' })]);
});

afterAll(() => content.close());

const query = `query ($slug: String!, $answers: [SelfTestAnswerInput!]!, $version: Int, $state: State) {
  scoreSelfTest(slug: $slug, answers: $answers, version: $version, state: $state) {
    crisis { message lines { slug } }
    score maxScore band { id label } meaning disclaimer
    selfTest { slug version }
    articles { slug }
    help { concern }
  }
}`;

interface Answer {
  item: string;
  value: number;
}

interface Scored {
  scoreSelfTest: {
    crisis: { message: string; lines: { slug: string }[] } | null;
    score: number;
    maxScore: number;
    band: { id: string; label: string };
    meaning: string;
    disclaimer: string;
    articles: { slug: string }[];
    help: { concern: string }[];
  };
}

/** Answers that add up to `total`, given to the first items first; the last item gets as little as can be. */
function answersFor({ items, answers }: SelfTestDefinition, total: number): Answer[] {
  const most = Math.max(...answers.map(({ value }) => value));
  let left = total;
  return items.map(({ id }) => {
    const value = Math.min(most, left);
    left -= value;
    return { item: id, value };
  });
}

const score = async (slug: string, answers: Answer[], variables: Record<string, unknown> = {}) => {
  const { data, errors } = await ask<Scored>(query, { variables: { slug, answers, ...variables } });
  expect(errors).toBeUndefined();
  return data!.scoreSelfTest;
};

describe('the bands, at every edge', () => {
  it.each([
    [0, 'Minimal'],
    [4, 'Minimal'],
    [5, 'Mild'],
    [9, 'Mild'],
    [10, 'Moderate'],
    [14, 'Moderate'],
    [15, 'Moderately severe'],
    [19, 'Moderately severe'],
    [20, 'Severe'],
    [27, 'Severe'],
  ])('PHQ-9 of %i is %s', async (total, label) => {
    const result = await score('phq-9', answersFor(phq9, total));
    expect(result).toMatchObject({ score: total, maxScore: 27 });
    expect(result.band.label.toLowerCase()).toMatch(new RegExp(`^${label.toLowerCase()}`));
  });

  it.each([
    [0, 'Minimal'],
    [4, 'Minimal'],
    [5, 'Mild'],
    [9, 'Mild'],
    [10, 'Moderate'],
    [14, 'Moderate'],
    [15, 'Severe'],
    [21, 'Severe'],
  ])('GAD-7 of %i is %s', async (total, label) => {
    const result = await score('gad-7', answersFor(gad7, total));
    expect(result).toMatchObject({ score: total, maxScore: 21 });
    expect(result.band.label.toLowerCase()).toMatch(new RegExp(`^${label.toLowerCase()}`));
  });
});

it('puts crisis help first for any answer above 0 on the item about harm, whatever the total', async () => {
  const last = phq9.items.at(-1)!.id;
  for (const value of [1, 2, 3]) {
    const answers = phq9.items.map(({ id }) => ({ item: id, value: id === last ? value : 0 }));
    const { crisis, band } = await score('phq-9', answers, { state: 'NSW' });
    expect(crisis?.message).toMatch(/000/);
    expect(crisis?.lines.map(({ slug }) => slug)).toEqual(['emergency', 'men', 'nsw']);
    expect(band.label).toMatch(/minimal/i);
  }
  expect((await score('phq-9', answersFor(phq9, 24))).crisis).toBeNull();
  const unknownState = phq9.items.map(({ id }) => ({ item: id, value: 3 }));
  expect((await score('phq-9', unknownState)).crisis?.lines.map(({ slug }) => slug)).toEqual([
    'emergency',
    'men',
  ]);
});

it('says what the score means, that it is no diagnosis, and where to go on', async () => {
  const result = await score('phq-9', answersFor(phq9, 12));
  expect(result.meaning.length).toBeGreaterThan(20);
  expect(result.disclaimer).toMatch(/not a diagnosis|no diagnosis/i);
  expect(result.articles).toEqual([{ slug: phq9.articles[0] }]);
  expect(result.help).toEqual([{ concern: 'DEPRESSION' }]);
});

it('marks our own check as not validated', async () => {
  const { data } = await ask(
    '{ selfTest(slug: "alliance-check") { validated higherIs disclaimer items { id } answers { value label } } }',
  );
  expect(data).toMatchObject({
    selfTest: {
      validated: false,
      higherIs: 'BETTER',
      disclaimer: expect.stringMatching(/validated instrument/) as string,
    },
  });
  expect((await score('alliance-check', answersFor(alliance, 24))).band.id).toBe('strong');
});

it('refuses wrong and missing answers, naming each item', async () => {
  const [first, second, third, ...rest] = phq9.items.map(({ id }) => ({ item: id, value: 1 }));
  const answers = [
    first!,
    { ...first! },
    { ...second!, value: 4 },
    { item: 'unheard-of', value: 0 },
    ...rest,
  ];
  const { data, errors } = await ask(query, { variables: { slug: 'phq-9', answers } });
  expect(data).toEqual({ scoreSelfTest: null });
  expect(errors).toHaveLength(1);
  const { code, field, problems } = errors![0]!.extensions as {
    code: string;
    field: string;
    problems: { code: string; item: string }[];
  };
  expect({ code, field }).toEqual({ code: 'BAD_USER_INPUT', field: 'answers' });
  expect(problems.map((problem) => [problem.code, problem.item])).toEqual([
    ['DUPLICATE_ANSWER', first!.item],
    ['ANSWER_OUT_OF_RANGE', second!.item],
    ['UNKNOWN_ITEM', 'unheard-of'],
    ['MISSING_ANSWER', third!.item],
  ]);
});

it('refuses more answers than any test has items', async () => {
  const answers = Array.from({ length: 201 }, (_, index) => ({ item: `item-${index}`, value: 0 }));
  const { errors } = await ask(query, { variables: { slug: 'phq-9', answers } });
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'answers' });
});

it('scores the version that was answered, and refuses one that is not there', async () => {
  const answers = answersFor(gad7, 3);
  expect(await score('gad-7', answers, { version: 1 })).toMatchObject({ score: 3 });
  const { errors } = await ask(query, { variables: { slug: 'gad-7', answers, version: 9 } });
  expect(errors?.[0]?.extensions['code']).toBe('NOT_FOUND');
});

it('stores nothing', async () => {
  statements = [];
  await score('phq-9', answersFor(phq9, 27));
  expect(statements.length).toBeGreaterThan(0);
  for (const statement of statements) expect(statement).toMatch(/^\s*select/i);
});
