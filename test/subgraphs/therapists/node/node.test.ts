import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
let known: string;

beforeAll(async () => {
  therapists = openTherapists(testSettings((await createTestDatabase()).therapists));
  ask = askOf(therapists);
  const em = therapists.orm.em.fork();
  known = addTherapist(em, { name: 'Known' }).id;
  await em.flush();
});

afterAll(() => therapists.close());

it('finds therapists here, names the type of what lives elsewhere, and answers null for the rest, in order', async () => {
  const [booking, article] = [newId('Booking'), newId('Article')];
  const ids = [article, known, 'nonsense', newId('Therapist'), booking, 'unknown_01h455vb4pex5vsknk084sn02q'];
  const { data, errors } = await ask(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Therapist { name } } }',
    { variables: { ids } },
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    nodes: [
      { __typename: 'Article', id: article },
      { __typename: 'Therapist', id: known, name: 'Known' },
      null,
      null,
      { __typename: 'Booking', id: booking },
      null,
    ],
  });
});

it('refuses more than a hundred', async () => {
  const { errors } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {
    variables: { ids: Array.from({ length: 101 }, () => known) },
  });
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'ids' });
});
