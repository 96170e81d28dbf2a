import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppointmentKind, Profession } from '../../../../subgraphs/shared/vocabulary.ts';
import { Fee } from '../../../../subgraphs/therapists/fees/fee.entity.ts';
import {
  RegistrationKind,
  TherapistStatus,
} from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
const statements: string[] = [];

/** The published amounts, as graph.md gives them: profession, first day, cents. */
const published = [
  [Profession.CLINICAL_PSYCHOLOGIST, '2025-07-01', 14_525],
  [Profession.CLINICAL_PSYCHOLOGIST, '2026-07-01', 14_905],
  [Profession.PSYCHOLOGIST, '2025-07-01', 9_895],
  [Profession.PSYCHOLOGIST, '2026-07-01', 10_155],
  [Profession.MENTAL_HEALTH_OCCUPATIONAL_THERAPIST, '2026-07-01', 8_950],
  [Profession.MENTAL_HEALTH_SOCIAL_WORKER, '2026-07-01', 8_950],
] as const;

const fees = [
  ['2025-02-01', 7_000],
  ['2026-01-15', 24_000],
  ['2026-07-01', 25_500],
] as const;

interface Person {
  id: string;
  profession: Profession;
  timeZone: string;
}
const people: Person[] = [];
const zones = [
  'Australia/Sydney',
  'Australia/Perth',
  'Australia/Broken_Hill',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

const ahpra: Partial<Record<Profession, string>> = {
  CLINICAL_PSYCHOLOGIST: 'PSY0001234567',
  PSYCHOLOGIST: 'PSY0001234567',
  MENTAL_HEALTH_OCCUPATIONAL_THERAPIST: 'OCC0001234567',
  PSYCHIATRIST: 'MED0001234567',
};

beforeAll(async () => {
  const url = (await createTestDatabase()).therapists;
  const database = { url, onStatement: (sql: string) => void statements.push(sql) };
  therapists = openTherapists(testSettings(url, { database }));
  ask = askOf(therapists);
  const em = therapists.orm.em.fork();
  for (const profession of Object.values(Profession)) {
    for (const timeZone of zones) {
      const number = ahpra[profession];
      const registration = number && {
        registrationKind: RegistrationKind.AHPRA,
        registrationNumber: number,
        registrationAssociation: null,
      };
      const { id } = addTherapist(em, { profession, timeZone, ...registration });
      people.push({ id, profession, timeZone });
    }
  }
  await em.flush();
  const kind = AppointmentKind.SESSION;
  for (const { id: therapistId } of people)
    for (const [effectiveFrom, cents] of fees) em.create(Fee, { therapistId, kind, effectiveFrom, cents });
  await em.flush();
});

afterAll(() => therapists.close());

interface Asked {
  therapistId: string;
  kind?: 'SESSION' | 'CONSULTATION';
  startsAt: Date;
  minutes?: number;
}
interface PriceData {
  fee: number;
  rebate: number | null;
  gap: number;
}

async function pricesOf(asked: readonly Asked[]): Promise<(PriceData | null)[]> {
  const refs = asked.map(({ therapistId, kind = 'SESSION', startsAt, minutes = 50 }, place) => ({
    __typename: 'Slot',
    id: `slot_${place}`,
    kind,
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + minutes * 60_000).toISOString(),
    therapist: { __typename: 'Therapist', id: therapistId },
  }));
  type Shown = { fee: { cents: number }; rebate: { cents: number } | null; gap: { cents: number } } | null;
  const { data, errors } = await ask<{ slots: { price: Shown }[] }>(
    `query ($refs: [_Any!]!) { slots: _entities(representations: $refs) {
       ... on Slot { price { fee { cents } rebate { cents } gap { cents } } } } }`,
    { variables: { refs } },
  );
  expect(errors).toBeUndefined();
  return data!.slots.map(
    ({ price }) =>
      price && { fee: price.fee.cents, rebate: price.rebate?.cents ?? null, gap: price.gap.cents },
  );
}

const personOf = (profession: Profession, timeZone = 'Australia/Sydney') =>
  people.find((person) => person.profession === profession && person.timeZone === timeZone)!.id;

/** The same, slowly: the day off a clock, the last row of each table that has begun by then. */
function expectedPrice(person: Person, startsAt: Date, minutes: number): PriceData | null {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: person.timeZone, dateStyle: 'short' }).format(
    startsAt,
  );
  const fee = fees.findLast(([from]) => from <= day)?.[1];
  if (fee === undefined) return null;
  const rebate =
    minutes < 50
      ? undefined
      : published.findLast(([profession, from]) => profession === person.profession && from <= day)?.[2];
  const paid = Math.min(rebate ?? 0, fee);
  return { fee, rebate: paid === 0 ? null : paid, gap: fee - paid };
}

describe('around 1 July 2026', () => {
  // 23:59:59 of 30 June and 00:00:00 of 1 July in Sydney.
  const before = new Date('2026-06-30T13:59:59Z');
  const after = new Date('2026-06-30T14:00:00Z');

  it.each([
    [Profession.CLINICAL_PSYCHOLOGIST, 14_525, 14_905],
    [Profession.PSYCHOLOGIST, 9_895, 10_155],
    [Profession.MENTAL_HEALTH_OCCUPATIONAL_THERAPIST, null, 8_950],
    [Profession.MENTAL_HEALTH_SOCIAL_WORKER, null, 8_950],
    [Profession.COUNSELLOR, null, null],
    [Profession.PSYCHOTHERAPIST, null, null],
    [Profession.PSYCHIATRIST, null, null],
  ])('%s', async (profession, last, next) => {
    const therapistId = personOf(profession);
    expect(await pricesOf([before, after].map((startsAt) => ({ therapistId, startsAt })))).toEqual([
      { fee: 24_000, rebate: last, gap: 24_000 - (last ?? 0) },
      { fee: 25_500, rebate: next, gap: 25_500 - (next ?? 0) },
    ]);
  });

  it("goes by the therapist's own calendar", async () => {
    const inPerth = personOf(Profession.PSYCHOLOGIST, 'Australia/Perth');
    const inSydney = personOf(Profession.PSYCHOLOGIST);
    const [perth, sydney] = await pricesOf(
      [inPerth, inSydney].map((therapistId) => ({ therapistId, startsAt: after })),
    );
    expect(perth).toMatchObject({ fee: 24_000, rebate: 9_895 });
    expect(sydney).toMatchObject({ fee: 25_500, rebate: 10_155 });
  });
});

it('gives the rebate from 50 minutes on', async () => {
  const therapistId = personOf(Profession.PSYCHOLOGIST);
  const startsAt = new Date('2026-08-03T00:00:00Z');
  const prices = await pricesOf([49, 50, 80].map((minutes) => ({ therapistId, startsAt, minutes })));
  expect(prices.map((price) => price?.rebate)).toEqual([null, 10_155, 10_155]);
});

it('never leaves less than nothing to pay', async () => {
  const therapistId = personOf(Profession.CLINICAL_PSYCHOLOGIST);
  const [price] = await pricesOf([{ therapistId, startsAt: new Date('2025-08-01T00:00:00Z') }]);
  expect(price).toEqual({ fee: 7_000, rebate: 7_000, gap: 0 });
});

it('is free for a consultation', async () => {
  const therapistId = personOf(Profession.CLINICAL_PSYCHOLOGIST);
  const startsAt = new Date('2026-08-03T00:00:00Z');
  expect(await pricesOf([{ therapistId, kind: 'CONSULTATION', startsAt, minutes: 50 }])).toEqual([
    { fee: 0, rebate: null, gap: 0 },
  ]);
});

it('is not known before the first fee, nor of somebody the public may not see', async () => {
  const em = therapists.orm.em.fork();
  const { id: suspended } = addTherapist(em, { status: TherapistStatus.SUSPENDED });
  await em.flush();
  em.create(Fee, {
    therapistId: suspended,
    kind: AppointmentKind.SESSION,
    effectiveFrom: '2025-01-01',
    cents: 1,
  });
  await em.flush();
  const startsAt = new Date('2026-08-03T00:00:00Z');
  const early = new Date('2025-01-31T00:00:00Z');
  const therapistId = personOf(Profession.PSYCHOLOGIST);
  expect(
    await pricesOf([
      { therapistId: suspended, startsAt },
      { therapistId, startsAt: early },
    ]),
  ).toEqual([null, null]);
});

it('agrees with the tables read slowly, for any therapists, times and lengths at once, in one statement', async () => {
  const nearTheTurn = fc
    .constantFrom('2025-01-31', '2025-06-30', '2026-01-14', '2026-06-30', '2027-06-30')
    .chain((day) =>
      fc.integer({ min: -20 * 3_600_000, max: 44 * 3_600_000 }).map((ms) => new Date(Date.parse(day) + ms)),
    );
  const asked = fc.record({
    person: fc.nat({ max: Object.values(Profession).length * zones.length - 1 }),
    startsAt: nearTheTurn,
    minutes: fc.constantFrom(15, 49, 50, 51, 90),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 30 }), async (questions) => {
      statements.length = 0;
      const prices = await pricesOf(
        questions.map(({ person, ...rest }) => ({ therapistId: people[person]!.id, ...rest })),
      );
      expect(statements).toHaveLength(1);
      expect(prices).toEqual(
        questions.map(({ person, startsAt, minutes }) => expectedPrice(people[person]!, startsAt, minutes)),
      );
    }),
    { numRuns: 100 },
  );
});

it('says of every rebate where its amount is from', async () => {
  const rows = await therapists.orm.em
    .fork()
    .execute<{ profession: string; from: string; cents: number; source_name: string; source_url: string }[]>(
      `select profession, effective_from::text as "from", cents, source_name, source_url from rebate`,
    );
  const amounts = rows.map(({ profession, from, cents }) => [profession, from, cents].join(' '));
  expect(amounts.toSorted()).toEqual(published.map((row) => row.join(' ')).toSorted());
  for (const row of rows) {
    expect(row.source_name).toMatch(/^Medicare Benefits Schedule, item \d+$/);
    expect(row.source_url).toMatch(/^https:\/\/www9\.health\.gov\.au\/mbs\//);
  }
});
