import { afterAll, beforeAll, expect, it } from 'vitest';
import { AppointmentKind, Profession } from '../../subgraphs/shared/vocabulary.ts';
import { Fee } from '../../subgraphs/therapists/fees/fee.entity.ts';
import { RegistrationKind } from '../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { createTestDatabase } from '../support/database.ts';
import { openGraph } from '../support/graph.ts';
import { askPlatform } from '../support/platform.ts';
import { addTherapist as addPractice } from '../subgraphs/bookings/support/practice.ts';
import { addTherapist } from '../subgraphs/therapists/people.ts';

let graph: Awaited<ReturnType<typeof openGraph>>;
const statements: string[] = [];
const ids: string[] = [];

beforeAll(async () => {
  const urls = await createTestDatabase();
  const url = urls.therapists;
  graph = await openGraph(urls, {
    // Tuesday 30 June 2026, 06:00 in Brisbane.
    shared: { clock: () => new Date('2026-06-29T20:00:00Z') },
    therapists: { database: { url, onStatement: (sql) => void statements.push(sql) } },
  });
  const em = graph.therapists.orm.em.fork();
  for (let place = 0; place < 12; place++) {
    const { id } = addTherapist(em, {
      timeZone: 'Australia/Brisbane',
      profession: Profession.PSYCHOLOGIST,
      registrationKind: RegistrationKind.AHPRA,
      registrationNumber: 'PSY0001234567',
      registrationAssociation: null,
    });
    ids.push(id);
  }
  await em.flush();
  for (const therapistId of ids) {
    const kind = AppointmentKind.SESSION;
    em.create(Fee, { therapistId, kind, effectiveFrom: '2025-01-01', cents: 20_000 });
    em.create(Fee, { therapistId, kind, effectiveFrom: '2026-07-01', cents: 21_000 });
    await addPractice(graph.bookings.orm.em, { profile: { therapistId }, hours: [[9, 10]] });
  }
  await em.flush();
});

afterAll(() => graph.close());

const price = 'price { fee { cents } rebate { cents } gap { cents } }';
const query = /* GraphQL */ `
  query ($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Therapist {
        session: openSlots(kind: SESSION, first: 2) { startsAt ${price} }
        consultation: openSlots(kind: CONSULTATION, first: 1) { ${price} }
      }
    }
  }
`;

interface Shown {
  session: { startsAt: string; price: unknown }[];
  consultation: { price: unknown }[];
}

it('answers the price of open slots in the one request that lists them', async () => {
  const { data, errors } = await askPlatform<{ nodes: Shown[] }>(graph.url, query, {
    variables: { ids: ids.slice(0, 1) },
  });
  expect(errors).toBeUndefined();
  expect(data.nodes[0]).toEqual({
    session: [
      {
        startsAt: '2026-06-29T23:00:00.000Z',
        price: { fee: { cents: 20_000 }, rebate: { cents: 9_895 }, gap: { cents: 10_105 } },
      },
      {
        startsAt: '2026-06-30T23:00:00.000Z',
        price: { fee: { cents: 21_000 }, rebate: { cents: 10_155 }, gap: { cents: 10_845 } },
      },
    ],
    consultation: [{ price: { fee: { cents: 0 }, rebate: null, gap: { cents: 0 } } }],
  });
});

it('sends therapists the same number of statements for one therapist as for twelve', async () => {
  const count = async (asked: string[]) => {
    statements.length = 0;
    const { data, errors } = await askPlatform<{ nodes: Shown[] }>(graph.url, query, {
      variables: { ids: asked },
    });
    expect(errors).toBeUndefined();
    expect(data.nodes.every(({ session }) => session.every((slot) => slot.price !== null))).toBe(true);
    return statements.length;
  };
  const one = await count(ids.slice(0, 1));
  expect(await count(ids)).toBe(one);
});

it('answers it for a slot by its id as well', async () => {
  const slots = await askPlatform<{ therapist: { openSlots: { id: string }[] } }>(
    graph.url,
    `{ therapist(by: { id: "${ids[0]}" }) { openSlots(kind: SESSION, first: 1) { id } } }`,
  );
  const [slot] = slots.data.therapist.openSlots;
  const { data, errors } = await askPlatform(graph.url, `{ slot(id: "${slot!.id}") { ${price} } }`);
  expect(errors).toBeUndefined();
  expect(data['slot']).toMatchObject({ price: { fee: { cents: 20_000 } } });
});
