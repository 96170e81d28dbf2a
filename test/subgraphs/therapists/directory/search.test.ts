import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { AppointmentKind, Concern, State } from '../../../../subgraphs/shared/vocabulary.ts';
import {
  dropEmptyBits,
  rebuildSearch,
  takeUpDueFees,
} from '../../../../subgraphs/therapists/directory/search.maintenance.ts';
import { Fee } from '../../../../subgraphs/therapists/fees/fee.entity.ts';
import { applyNextOpenSlot } from '../../../../subgraphs/therapists/next-open-slot/next-open-slot.projection.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { Therapist } from '../../../../subgraphs/therapists/therapist/therapist.entity.ts';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { testSettings } from '../../../support/subgraph.ts';
import { addReview, addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let id: string;

beforeAll(async () => {
  therapists = openTherapists(testSettings((await createTestDatabase()).therapists));
});

beforeEach(async () => {
  const em = therapists.orm.em.fork();
  ({ id } = addTherapist(em));
  await em.flush();
});

afterAll(() => therapists.close());

const execute = <Row>(statement: string, params: unknown[] = []) =>
  therapists.orm.em.fork().execute<Row[]>(statement, params);

/** Every token that has a bit, with the ids of those who have it: `search_bits` read the slow way. */
async function bitsAsTold(): Promise<Map<string, string[]>> {
  const rows = await execute<{ token: string; ids: string[] }>(`
    select b.token, array_agg(s.therapist_id order by s.therapist_id) as ids
    from search_bits b join therapist_search s on s.position >> 12 = b.block
    where get_bit(b.bits, s.position & 4095) = 1 group by b.token`);
  return new Map(rows.map(({ token, ids }) => [token, ids]));
}

async function bitsByRows(): Promise<Map<string, string[]>> {
  const rows = await execute<{ token: string; ids: string[] }>(`
    select token, array_agg(therapist_id order by therapist_id) as ids from (
      select s.therapist_id, token from therapist_search s cross join unnest(search_row_tokens(s)) token
      union all
      select s.therapist_id, token from therapist_search_terms s cross join unnest(s.tokens) token
    ) rows group by token`);
  return new Map(rows.map(({ token, ids }) => [token, ids]));
}

async function countBits(): Promise<number> {
  const [row] = await execute<{ sum: string }>('select sum(bit_count(bits)) as sum from search_bits');
  return Number(row?.sum);
}

async function expectInStep(): Promise<void> {
  const byRows = await bitsByRows();
  expect(await bitsAsTold()).toEqual(byRows);
  // No bit is left where nobody is.
  expect(await countBits()).toBe([...byRows.values()].reduce((sum, ids) => sum + ids.length, 0));
}

it('keeps the bits in step through every change of a profile, its fee, slots and status', async () => {
  const em = therapists.orm.em.fork();
  const therapist = await em.findOneOrFail(Therapist, { id });
  therapist.concerns = [Concern.SLEEP, Concern.WORK];
  therapist.state = State.TAS;
  therapist.languages = ['en', 'zh-Hant'];
  await em.flush();
  em.create(Fee, {
    therapistId: id,
    kind: AppointmentKind.SESSION,
    effectiveFrom: '2024-01-01',
    cents: 12_000,
  });
  addReview(em, id, 5);
  await em.flush();
  const slot = { therapistId: id, kind: 'SESSION', version: 1, startsAt: '2026-08-04T03:00:00Z' } as const;
  await applyNextOpenSlot(em, slot);
  await expectInStep();
  const bits = await bitsAsTold();
  for (const token of ['state:TAS', 'concern:WORK', 'language:zh', 'fee:0024', 'SESSION:0496059'])
    expect(bits.get(token)).toContain(id);
  expect(bits.get('concern:GRIEF') ?? []).not.toContain(id);

  therapist.status = TherapistStatus.SUSPENDED;
  await em.flush();
  await applyNextOpenSlot(em, { ...slot, version: 2, startsAt: '2026-08-05T03:00:00Z' });
  await expectInStep();
  expect((await bitsAsTold()).get('all:') ?? []).not.toContain(id);

  therapist.status = TherapistStatus.VERIFIED;
  await em.flush();
  await expectInStep();
  expect((await bitsAsTold()).get('SESSION:0496083')).toContain(id);
});

it('stays in step when many change at once', async () => {
  const em = therapists.orm.em.fork();
  const ids = Array.from({ length: 12 }, () => addTherapist(em).id);
  await em.flush();
  const concerns = [Concern.GRIEF, Concern.ANGER, Concern.STRESS];
  const changes = ids.flatMap((therapistId, nth) => [
    async () => {
      const own = therapists.orm.em.fork();
      const therapist = await own.findOneOrFail(Therapist, { id: therapistId });
      therapist.concerns = [concerns[nth % 3]!, concerns[(nth + 1) % 3]!];
      await own.flush();
    },
    async () => {
      const startsAt = new Date(Date.UTC(2026, 7, 4, nth % 4)).toISOString();
      await applyNextOpenSlot(therapists.orm.em.fork(), {
        therapistId,
        kind: 'SESSION',
        startsAt,
        version: 5,
      });
    },
    async () => {
      const own = therapists.orm.em.fork();
      addReview(own, therapistId, 4);
      await own.flush();
    },
    () => rebuildSearch(therapists.orm.em.fork()),
  ]);
  await Promise.all(changes.map((change) => change()));
  await expectInStep();
  const [row] = await execute<{ count: string }>(
    'select count(*) as count from therapist_search s join therapist_rating r using (therapist_id) where s.score <> r.score',
  );
  expect(Number(row?.count)).toBe(0);
});

it('knows a slot that was told before the therapist was known', async () => {
  const early = newId('Therapist');
  const startsAt = '2026-08-04T03:00:00Z';
  await applyNextOpenSlot(therapists.orm.em.fork(), {
    therapistId: early,
    kind: 'CONSULTATION',
    startsAt,
    version: 1,
  });
  const em = therapists.orm.em.fork();
  addTherapist(em, { id: early });
  await em.flush();
  expect((await bitsAsTold()).get('CONSULTATION:0496059')).toContain(early);
});

it('is rebuilt whatever was lost', async () => {
  const em = therapists.orm.em.fork();
  addReview(em, id, 1);
  await em.flush();
  const rows = `
    select therapist_id, position, tokens, score
    from therapist_search join therapist_search_terms using (therapist_id, position) order by 1`;
  const before = await execute(rows);
  await execute(`update therapist_rating set one = 7 where therapist_id = ?`, [id]);
  await execute(`delete from search_bits where token like 'state:%'`);
  await execute(`update search_bits set bits = ~bits where token like 'concern:%'`);
  await execute(`alter table therapist_search_terms disable trigger user`);
  await execute(`update therapist_search_terms set tokens = '{}'`);
  await execute(`alter table therapist_search_terms enable trigger user`);
  const told: number[] = [];
  const done = await rebuildSearch(therapists.orm.em.fork(), (n) => told.push(n));
  expect(told.at(-1)).toBe(done);
  expect(await execute(rows)).toEqual(before);
  await expectInStep();
});

describe('the calendar', () => {
  it('takes up a fee when its day has come', async () => {
    const em = therapists.orm.em.fork();
    const effectiveFrom = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    em.create(Fee, { therapistId: id, kind: AppointmentKind.SESSION, effectiveFrom, cents: 17_000 });
    await em.flush();
    // As it was before midnight.
    await execute(`update therapist_search set session_cents = 15000 where therapist_id = ?`, [id]);
    expect(await takeUpDueFees(therapists.orm.em.fork())).toBe(1);
    expect(await execute(`select session_cents from therapist_search where therapist_id = ?`, [id])).toEqual([
      { session_cents: 17_000 },
    ]);
    expect(await takeUpDueFees(therapists.orm.em.fork())).toBe(0);
    await expectInStep();
  });

  it('leaves no bits of hours that nobody has any more', async () => {
    const tell = (version: number, startsAt: string) =>
      applyNextOpenSlot(therapists.orm.em.fork(), { therapistId: id, kind: 'SESSION', startsAt, version });
    await tell(1, '2025-01-01T00:00:00Z');
    await tell(2, '2025-01-02T00:00:00Z');
    await dropEmptyBits(therapists.orm.em.fork());
    const tokens = await execute<{ token: string }>(
      `select token from search_bits where token like 'SESSION:048%'`,
    );
    expect(tokens).toEqual([{ token: 'SESSION:0482160' }]);
    await expectInStep();
  });
});
