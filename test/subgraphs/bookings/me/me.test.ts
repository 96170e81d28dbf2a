import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBookings } from '../../../../subgraphs/bookings/bookings.ts';
import type { Subgraph } from '../../../../subgraphs/shared/subgraph.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { testTokens } from '../../../support/tokens.ts';

let bookings: Subgraph;
let ask: Ask;

beforeAll(async () => {
  const database = await createTestDatabase();
  bookings = openBookings(testSettings(database.bookings));
  ask = askOf(bookings);
});

afterAll(() => bookings.close());

it('answers who is asking', async () => {
  const token = await testTokens.issue({
    subject: 'mia',
    roles: ['client', 'editor'],
    name: 'Mia',
    email: 'mia@example.com',
    timeZone: 'Australia/Hobart',
  });
  expect(await ask('{ me { id name email roles timeZone } }', { token })).toEqual({
    data: {
      me: {
        id: 'mia',
        name: 'Mia',
        email: 'mia@example.com',
        roles: ['CLIENT', 'EDITOR'],
        timeZone: 'Australia/Hobart',
      },
    },
  });
});

it('answers null without a token', async () => {
  expect(await ask('{ me { id } }')).toEqual({ data: { me: null } });
});

it('finds nobody else by reference', async () => {
  const token = await testTokens.issue({ subject: 'mia' });
  const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Me { id name } } }`;
  const representations = ['mia', 'noah'].map((id) => ({ __typename: 'Me', id }));
  expect((await ask(query, { variables: { representations }, token })).data).toEqual({
    _entities: [{ id: 'mia', name: 'mia' }, null],
  });
  expect((await ask(query, { variables: { representations } })).data).toEqual({ _entities: [null, null] });
});
