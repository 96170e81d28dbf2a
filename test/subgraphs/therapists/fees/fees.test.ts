import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { AppointmentKind, Profession } from '../../../../subgraphs/shared/vocabulary.ts';
import { Fee } from '../../../../subgraphs/therapists/fees/fee.entity.ts';
import { RegistrationKind } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';
import { addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
let id: string;
let token: string;
/** Just before midnight of 30 June in Melbourne. */
let now = new Date('2026-06-30T13:59:00Z');
const statements: string[] = [];

beforeAll(async () => {
  const url = (await createTestDatabase()).therapists;
  const database = { url, onStatement: (sql: string) => void statements.push(sql) };
  therapists = openTherapists(testSettings(url, { database, clock: () => now }));
  ask = askOf(therapists);
});

afterAll(() => therapists.close());

beforeEach(async () => {
  now = new Date('2026-06-30T13:59:00Z');
  const em = therapists.orm.em.fork();
  const subject = newId('Client');
  ({ id } = addTherapist(em, {
    ownerSubject: subject,
    profession: Profession.CLINICAL_PSYCHOLOGIST,
    registrationKind: RegistrationKind.AHPRA,
    registrationNumber: 'PSY0001234567',
    registrationAssociation: null,
  }));
  await em.flush();
  token = await testTokens.issue({ subject, roles: ['therapist'] });
});

async function addFees(fees: readonly (readonly [effectiveFrom: string, cents: number])[], therapistId = id) {
  const em = therapists.orm.em.fork();
  const kind = AppointmentKind.SESSION;
  for (const [effectiveFrom, cents] of fees) em.create(Fee, { therapistId, kind, effectiveFrom, cents });
  await em.flush();
}

const fields = /* GraphQL */ `
  fees { kind amount { cents } effectiveFrom rebate { cents } gap { cents } upcoming { amount { cents } effectiveFrom rebate { cents } gap { cents } } }
`;

interface FeeData {
  kind: string;
  amount: { cents: number } | null;
  effectiveFrom: string | null;
  rebate: { cents: number } | null;
  gap: { cents: number } | null;
  upcoming: { amount: { cents: number }; effectiveFrom: string }[];
}

async function feesOf(therapistId = id): Promise<FeeData[]> {
  const { data, errors } = await ask<{ therapist: { fees: FeeData[] } }>(
    `{ therapist(by: { id: "${therapistId}" }) { ${fields} } }`,
  );
  expect(errors).toBeUndefined();
  return data!.therapist.fees;
}

describe('Therapist.fees', () => {
  it('has only the free consultation of somebody who has set nothing', async () => {
    expect(await feesOf()).toEqual([
      {
        kind: 'CONSULTATION',
        amount: { cents: 0 },
        effectiveFrom: null,
        rebate: null,
        gap: { cents: 0 },
        upcoming: [],
      },
    ]);
  });

  it('tells what holds today and what is to come, each with the rebate of its day', async () => {
    await addFees([
      ['2025-01-01', 22_000],
      ['2026-01-01', 24_000],
      ['2026-07-01', 25_000],
      ['2027-01-01', 26_000],
    ]);
    const [, session] = await feesOf();
    expect(session).toEqual({
      kind: 'SESSION',
      amount: { cents: 24_000 },
      effectiveFrom: '2026-01-01',
      rebate: { cents: 14_525 },
      gap: { cents: 9_475 },
      upcoming: [
        {
          amount: { cents: 25_000 },
          effectiveFrom: '2026-07-01',
          rebate: { cents: 14_905 },
          gap: { cents: 10_095 },
        },
        {
          amount: { cents: 26_000 },
          effectiveFrom: '2027-01-01',
          rebate: { cents: 14_905 },
          gap: { cents: 11_095 },
        },
      ],
    });
  });

  it("turns to the next fee and rebate at the therapist's own midnight", async () => {
    await addFees([
      ['2026-01-01', 24_000],
      ['2026-07-01', 25_000],
    ]);
    expect((await feesOf())[1]).toMatchObject({ amount: { cents: 24_000 }, rebate: { cents: 14_525 } });
    now = new Date('2026-06-30T14:00:00Z');
    const [, session] = await feesOf();
    expect(session).toMatchObject({ amount: { cents: 25_000 }, rebate: { cents: 14_905 }, upcoming: [] });
  });

  it('has no amount yet where only a fee to come is set', async () => {
    await addFees([['2026-08-01', 20_000]]);
    expect((await feesOf())[1]).toMatchObject({
      amount: null,
      effectiveFrom: null,
      rebate: null,
      gap: null,
      upcoming: [{ amount: { cents: 20_000 } }],
    });
  });

  it('has no rebate for a counsellor', async () => {
    const em = therapists.orm.em.fork();
    const counsellor = addTherapist(em);
    await em.flush();
    await addFees([['2026-01-01', 15_000]], counsellor.id);
    expect((await feesOf(counsellor.id))[1]).toMatchObject({ rebate: null, gap: { cents: 15_000 } });
  });
});

describe('setFees', () => {
  const setFees = async (fees: object[], key: string = newId('Client'), as = token) => {
    const query = `mutation ($fees: [SessionFeeInput!]!, $key: String!) {
      setFees(fees: $fees, idempotencyKey: $key) {
        __typename ... on FeesSet { replayed therapist { ${fields} } } ... on Problem { message }
      }
    }`;
    return ask<{
      setFees: { __typename: string; replayed?: boolean; therapist?: { fees: FeeData[] } } | null;
    }>(query, {
      variables: { fees, key },
      ...(as !== '' && { token: as }),
    });
  };

  it('replaces what is to come and keeps what has been', async () => {
    await addFees([
      ['2026-01-01', 20_000],
      ['2026-06-30', 21_000],
      ['2026-09-01', 22_000],
    ]);
    const { data } = await setFees([
      { cents: 26_000, effectiveFrom: '2027-01-01' },
      { cents: 25_000, effectiveFrom: '2026-07-01' },
    ]);
    expect(data?.setFees).toMatchObject({ __typename: 'FeesSet', replayed: false });
    expect(data?.setFees?.therapist?.fees[1]).toMatchObject({
      amount: { cents: 20_000 },
      effectiveFrom: '2026-01-01',
      upcoming: [
        { amount: { cents: 25_000 }, effectiveFrom: '2026-07-01' },
        { amount: { cents: 26_000 }, effectiveFrom: '2027-01-01' },
      ],
    });
  });

  it('takes the same fees again without a clash', async () => {
    const fees = [{ cents: 25_000, effectiveFrom: '2026-07-01' }];
    await setFees(fees);
    const { data, errors } = await setFees(fees);
    expect(errors).toBeUndefined();
    expect(data?.setFees?.therapist?.fees[1]?.upcoming).toHaveLength(1);
  });

  it('does a wish once for its key', async () => {
    await setFees([{ cents: 25_000, effectiveFrom: '2026-07-01' }], 'wish');
    await setFees([], 'another');
    const { data } = await setFees([{ cents: 25_000, effectiveFrom: '2026-07-01' }], 'wish');
    expect(data?.setFees).toMatchObject({ __typename: 'FeesSet', replayed: true });
    expect(await feesOf()).toHaveLength(1);
    const conflict = await setFees([{ cents: 1, effectiveFrom: '2026-07-01' }], 'wish');
    expect(conflict.data?.setFees?.__typename).toBe('IdempotencyConflict');
  });

  it("goes by the therapist's own today", async () => {
    now = new Date('2026-06-30T14:00:00Z');
    const late = await setFees([{ cents: 1, effectiveFrom: '2026-06-30' }]);
    expect(late.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'fees.0.effectiveFrom' });
    const { data } = await setFees([{ cents: 20_000, effectiveFrom: '2026-07-01' }]);
    expect(data?.setFees?.therapist?.fees[1]).toMatchObject({ amount: { cents: 20_000 }, upcoming: [] });
  });

  it('is for therapists with a profile', async () => {
    const client = await testTokens.issue({ subject: 'somebody', roles: ['client'] });
    expect((await setFees([], 'k', client)).errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    const newcomer = await testTokens.issue({ subject: 'newcomer', roles: ['therapist'] });
    expect((await setFees([], 'k', newcomer)).errors?.[0]?.extensions?.['code']).toBe('NOT_FOUND');
    expect((await setFees([], 'k', '')).errors?.[0]?.extensions?.['code']).toBe('UNAUTHENTICATED');
  });
});

it('reads the fees of many in one statement', async () => {
  const em = therapists.orm.em.fork();
  const people = Array.from({ length: 20 }, () => addTherapist(em));
  await em.flush();
  for (const { id: therapistId } of people) await addFees([['2026-01-01', 15_000]], therapistId);
  statements.length = 0;
  const references = people.map((person) => ({ __typename: 'Therapist', id: person.id }));
  const { data } = await ask<{ people: { fees: FeeData[] }[] }>(
    `query ($refs: [_Any!]!) { people: _entities(representations: $refs) { ... on Therapist { ${fields} } } }`,
    { variables: { refs: references } },
  );
  expect(data?.people.map(({ fees }) => fees[1]?.amount?.cents)).toEqual(people.map(() => 15_000));
  expect(statements).toHaveLength(2);
});
