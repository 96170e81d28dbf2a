import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AppointmentKind,
  Approach,
  ClientGroup,
  Concern,
  Profession,
  State,
  Weekday,
} from '../../../../subgraphs/shared/vocabulary.ts';
import { Fee } from '../../../../subgraphs/therapists/fees/fee.entity.ts';
import type { MatchInput } from '../../../../subgraphs/therapists/matching/match.input.ts';
import { MatchRequirement, PartOfDay } from '../../../../subgraphs/therapists/matching/match.vocabulary.ts';
import { applyNextOpenSlot } from '../../../../subgraphs/therapists/next-open-slot/next-open-slot.projection.ts';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addReview, addTherapist } from '../people.ts';
import { referenceMatches, type KnownTherapist } from './match.reference.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
let now = new Date('2026-08-03T00:00:00Z');
const start = now;
const hour = 3_600_000;
const statements: string[] = [];
const known: KnownTherapist[] = [];

/** Few values, so that they meet often. */
const concerns = [Concern.GRIEF, Concern.ANXIETY, Concern.SLEEP, Concern.WORK, Concern.TRAUMA];
const approaches = [Approach.CBT, Approach.ACT, Approach.GESTALT];
const groups = [ClientGroup.ADULTS, ClientGroup.COUPLES];
const languages = ['en', 'zh-Hant', 'zh-Hans', 'zho', 'pl'];
const professions = [
  Profession.COUNSELLOR,
  Profession.PSYCHOTHERAPIST,
  Profession.MENTAL_HEALTH_SOCIAL_WORKER,
];
const states = [State.VIC, State.NSW, State.WA];

const person = fc.record({
  concerns: fc.subarray(concerns),
  approaches: fc.subarray(approaches),
  clientGroups: fc.subarray(groups),
  languages: fc.subarray(languages, { minLength: 1 }),
  profession: fc.constantFrom(...professions),
  state: fc.constantFrom(...states),
  pronouns: fc.constantFrom(null, 'she/her', 'He/Him', 'they/them'),
  acceptingNewClients: fc.integer({ min: 0, max: 5 }).map((number) => number > 0),
  status: fc
    .integer({ min: 0, max: 9 })
    .map((number) => (number > 0 ? TherapistStatus.VERIFIED : TherapistStatus.SUSPENDED)),
  stars: fc.array(fc.constantFrom(1, 4, 5, 5), { maxLength: 4 }),
  opensInHours: fc.option(
    fc.oneof(fc.integer({ min: -24, max: 200 }), fc.constantFrom(72, 168, 336, 720, 721)),
  ),
  feeCents: fc.option(fc.constantFrom(10_000, 15_000, 20_000)),
});

beforeAll(async () => {
  const url = (await createTestDatabase()).therapists;
  const database = { url, onStatement: (sql: string) => void statements.push(sql) };
  therapists = openTherapists(testSettings(url, { database, clock: () => now }));
  ask = askOf(therapists);
  const em = therapists.orm.em.fork();
  for (const { stars, opensInHours, feeCents, ...details } of fc.sample(person, { numRuns: 150, seed: 7 })) {
    const opensAt = opensInHours === null ? null : new Date(start.getTime() + opensInHours * hour);
    known.push({ therapist: addTherapist(em, details), stars, opensAt, feeCents });
  }
  await em.flush();
  for (const { therapist, stars, feeCents } of known) {
    for (const given of stars) addReview(em, therapist.id, given);
    const fee = { therapistId: therapist.id, kind: AppointmentKind.SESSION, effectiveFrom: '2025-01-01' };
    if (feeCents !== null) em.create(Fee, { ...fee, cents: feeCents });
  }
  await em.flush();
  for (const { therapist, opensAt } of known) {
    const told = { therapistId: therapist.id, kind: 'CONSULTATION', version: 1 } as const;
    if (opensAt !== null) await applyNextOpenSlot(em, { ...told, startsAt: opensAt.toISOString() });
  }
});

afterAll(() => therapists.close());

interface Page {
  totalCount: number;
  nodes: {
    score: number;
    reasons: { kind: string; text: string; points: number }[];
    therapist: { id: string };
  }[];
  pageInfo: { endCursor: string | null; hasNextPage: boolean };
}

async function matches(input: MatchInput, page: { first?: number; after?: string | null } = {}) {
  const { data, errors } = await ask<{ matchTherapists: Page | null }>(
    `query ($input: MatchInput!, $first: Int!, $after: String) {
      matchTherapists(input: $input, first: $first, after: $after) {
        totalCount nodes { score reasons { kind text points } therapist { id } } pageInfo { endCursor hasNextPage } } }`,
    { variables: { input, first: page.first ?? 100, after: page.after ?? null } },
  );
  return { page: data?.matchTherapists, errors };
}

async function allMatches(input: MatchInput, first: number): Promise<Page['nodes']> {
  const nodes: Page['nodes'] = [];
  for (let after: string | null = null; ;) {
    const { page, errors } = await matches(input, { first, after });
    expect(errors).toBeUndefined();
    nodes.push(...page!.nodes);
    if (!page!.pageInfo.hasNextPage) return nodes;
    after = page!.pageInfo.endCursor;
  }
}

const time = fc.record({
  weekday: fc.constantFrom(...Object.values(Weekday)),
  part: fc.constantFrom(...Object.values(PartOfDay)),
});
const wishes = fc.record(
  {
    concerns: fc.subarray(concerns),
    approaches: fc.subarray(approaches),
    clientGroup: fc.constantFrom(...groups),
    language: fc.constantFrom('en', 'zh', 'zh-Hant', 'fr'),
    maxFeeCents: fc.constantFrom(9_999, 10_000, 15_000, 30_000),
    times: fc.array(time, { minLength: 1, maxLength: 12 }),
    professions: fc.subarray(professions),
    states: fc.subarray(states),
    pronouns: fc.subarray(['She/Her', 'they/them']),
  },
  { requiredKeys: [] },
);

const questionnaire = fc
  .tuple(
    wishes,
    fc.subarray(Object.values(MatchRequirement)),
    fc.constantFrom('Australia/Sydney', 'Australia/Perth', 'Pacific/Kiritimati'),
  )
  .map(([given, wanted, timeZone]): MatchInput => {
    const isGiven: Record<MatchRequirement, readonly unknown[] | undefined> = {
      CONCERNS: given.concerns,
      APPROACHES: given.approaches,
      TIMES: given.times,
      PROFESSIONS: given.professions,
      STATES: given.states,
      PRONOUNS: given.pronouns,
    };
    return { ...given, timeZone, required: wanted.filter((wish) => (isGiven[wish]?.length ?? 0) > 0) };
  });

it('finds whom the slow reference finds, with its scores, in its order, over any pages', async () => {
  let met = 0;
  await fc.assert(
    fc.asyncProperty(questionnaire, fc.integer({ min: 1, max: 60 }), async (input, first) => {
      const expected = referenceMatches(known, input, now);
      met += expected.length;
      const found = await allMatches(input, first);
      expect(found.map(({ therapist, score }) => ({ id: therapist.id, score }))).toEqual(expected);
    }),
    { numRuns: 150 },
  );
  expect(met).toBeGreaterThan(500);
}, 120_000);

it('gives scores of 0 to 100 that are the sum of their parts, each part whole and at least 0, the most first', async () => {
  await fc.assert(
    fc.asyncProperty(questionnaire, async (input) => {
      const { page } = await matches(input);
      for (const { score, reasons } of page!.nodes) {
        expect(reasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        const points = reasons.map((reason) => reason.points);
        expect(points.every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
        expect(points).toEqual(points.toSorted((a, b) => b - a));
        expect(reasons.every(({ text }) => /^[A-Z].*\.$/.test(text))).toBe(true);
        expect(new Set(reasons.map(({ kind }) => kind)).size).toBe(reasons.length);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

it('answers the same again, in two statements however many match', async () => {
  const input: MatchInput = { concerns: [Concern.GRIEF] };
  const one = await matches(input, { first: 1 });
  statements.length = 0;
  const many = await matches(input, { first: 100 });
  expect(statements).toHaveLength(2);
  expect(many.page?.nodes.length).toBeGreaterThan(50);
  expect(many.page?.nodes[0]).toEqual(one.page?.nodes[0]);
  expect((await matches(input, { first: 100 })).page).toEqual(many.page);
});

describe('a cursor', () => {
  const input: MatchInput = { states: [State.VIC] };

  it('goes on as of the instant of the first page', async () => {
    const all = await allMatches(input, 100);
    const { page } = await matches(input, { first: 20 });
    now = new Date(start.getTime() + 23 * hour);
    try {
      const rest = await matches(input, { first: 100, after: page!.pageInfo.endCursor });
      expect([...page!.nodes, ...rest.page!.nodes]).toEqual(all.slice(0, 120));
    } finally {
      now = start;
    }
  });

  it('is of its questionnaire, of its day, and of nobody else', async () => {
    const { page } = await matches(input, { first: 1 });
    const after = page!.pageInfo.endCursor!;
    const isRefused = async (answer: ReturnType<typeof matches>) =>
      expect((await answer).errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
    await isRefused(matches({ states: [State.NSW] }, { after }));
    await isRefused(matches(input, { after: 'nonsense' }));
    const [order, ...parts] = JSON.parse(Buffer.from(after, 'base64url').toString()) as [
      string,
      ...unknown[],
    ];
    const forged = (...changed: unknown[]) =>
      Buffer.from(JSON.stringify([order, ...changed])).toString('base64url');
    await isRefused(matches(input, { after: forged(parts[0], 1e300, ...parts.slice(2)) }));
    await isRefused(matches(input, { after: forged(parts[0], parts[1], parts[2], 'x', parts[4]) }));
    now = new Date(start.getTime() + 25 * hour);
    try {
      await isRefused(matches(input, { after }));
    } finally {
      now = start;
    }
  });

  it('says nothing of what was answered', async () => {
    const { page } = await matches({ concerns: [Concern.TRAUMA] }, { first: 1 });
    expect(Buffer.from(page!.pageInfo.endCursor!, 'base64url').toString()).not.toMatch(/trauma/i);
  });
});

it('tells its reasons in words', async () => {
  const em = therapists.orm.em.fork();
  const one = addTherapist(em, {
    name: 'Clear Words',
    concerns: [Concern.ADDICTION, Concern.COUPLES_CONFLICT],
    approaches: [Approach.EMDR],
    clientGroups: [ClientGroup.OLDER_ADULTS],
    languages: ['el'],
    pronouns: 'she/her',
    state: State.TAS,
  });
  await em.flush();
  addReview(em, one.id, 5);
  em.create(Fee, {
    therapistId: one.id,
    kind: AppointmentKind.SESSION,
    effectiveFrom: '2025-01-01',
    cents: 18_050,
  });
  await em.flush();
  // Wednesday 5 August, 18:30 in Hobart.
  const told = {
    therapistId: one.id,
    kind: 'CONSULTATION',
    startsAt: '2026-08-05T08:30:00Z',
    version: 1,
  } as const;
  await applyNextOpenSlot(em, told);
  const { page } = await matches({
    concerns: [Concern.ADDICTION, Concern.COUPLES_CONFLICT, Concern.OCD],
    approaches: [Approach.EMDR],
    clientGroup: ClientGroup.OLDER_ADULTS,
    language: 'el',
    maxFeeCents: 20_000,
    times: [{ weekday: Weekday.WEDNESDAY, part: PartOfDay.EVENING }],
    timeZone: 'Australia/Hobart',
    professions: [Profession.PSYCHIATRIST],
    states: [State.TAS],
    pronouns: ['they/them'],
  });
  // One review of 5 stars is 4.1111 shrunken: 56 % of 12.
  expect(page?.nodes).toEqual([
    {
      therapist: { id: one.id },
      score: 24 + 12 + 12 + 12 + 7 + 4,
      reasons: [
        {
          kind: 'CONCERNS',
          points: 24,
          text: 'Helps with addiction and couples conflict; does not list OCD.',
        },
        { kind: 'APPROACHES', points: 12, text: 'Works by EMDR.' },
        {
          kind: 'TIMES',
          points: 12,
          text: 'Next open consultation on a Wednesday evening, one of your times.',
        },
        { kind: 'AVAILABILITY', points: 12, text: 'Next open consultation within 3 days.' },
        { kind: 'RATING', points: 7, text: 'Rated 5 of 5 stars in one review.' },
        { kind: 'STATE', points: 4, text: 'Is based in TAS.' },
        {
          kind: 'PROFESSION',
          points: 0,
          text: 'Is a counsellor, which is not one of the professions you prefer.',
        },
        { kind: 'PRONOUNS', points: 0, text: 'Uses she/her, which is not one of those you prefer.' },
        { kind: 'CLIENT_GROUP', points: 0, text: 'Works with older adults.' },
        { kind: 'LANGUAGE', points: 0, text: 'Works in Greek.' },
        { kind: 'FEE', points: 0, text: 'Charges $180.50 for a session, within your $200.' },
      ],
    },
  ]);
});
