import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId, type IdType } from '../../../../subgraphs/shared/ids.ts';
import { projectPath } from '../../../../subgraphs/shared/project-root.ts';
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

it('knows every type of the graph that is a Node', async () => {
  const api = await readFile(projectPath('schema', 'api.graphql'), 'utf8');
  const types = [...api.matchAll(/^type (\w+) implements [^{]*\bNode\b/gm)].map(([, name]) => name!);
  expect(types).toEqual(expect.arrayContaining(['Therapist', 'Article', 'Booking']));
  const elsewhere = types.filter((name) => name !== 'Therapist' && name !== 'Review');
  const ids = elsewhere.map((name) => newId(name as IdType));
  const { data } = await ask<{ nodes: ({ __typename: string } | null)[] }>(
    'query ($ids: [ID!]!) { nodes(ids: $ids) { __typename } }',
    { variables: { ids } },
  );
  expect(data?.nodes.map((node) => node?.['__typename'])).toEqual(elsewhere);
});
