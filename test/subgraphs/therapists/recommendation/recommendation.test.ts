import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import { Concern } from '../../../../subgraphs/shared/vocabulary.ts';
import { applyNextOpenSlot } from '../../../../subgraphs/therapists/next-open-slot/next-open-slot.projection.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addReview, addTherapist } from '../people.ts';

const now = new Date('2026-08-01T00:00:00Z');
let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
const statements: string[] = [];

beforeAll(async () => {
  const database = await createTestDatabase();
  therapists = openTherapists(
    testSettings(database.therapists, {
      clock: () => now,
      database: { url: database.therapists, onStatement: (sql) => statements.push(sql) },
    }),
  );
  ask = askOf(therapists);
  const em = therapists.orm.em.fork();
  const people = [
    // name, concern, stars, next consultation (hours from now), accepting
    ['fifty', Concern.GRIEF, [...Array<number>(45).fill(5), ...Array<number>(5).fill(4)], 48, true],
    ['one-five', Concern.GRIEF, [5], -1, true],
    ['unreviewed', Concern.GRIEF, [], 24, true],
    ['full', Concern.GRIEF, [5, 5, 5], 1, false],
    ['poor', Concern.GRIEF, [1], null, true],
    ['elsewhere', Concern.ANXIETY, [5, 5], 2, true],
  ] as const;
  const added = people.map(([name, concern, stars, hours, acceptingNewClients]) => ({
    stars,
    hours,
    id: addTherapist(em, { name, concerns: [concern, Concern.SLEEP], acceptingNewClients }).id,
  }));
  await em.flush();
  for (const { id, stars } of added) for (const each of stars) addReview(em, id, each);
  await em.flush();
  for (const { id: therapistId, hours } of added) {
    const startsAt = hours === null ? null : new Date(now.getTime() + hours * 3_600_000).toISOString();
    await applyNextOpenSlot(em, { therapistId, kind: 'CONSULTATION', startsAt, version: 1 });
    // An open session is no open consultation.
    await applyNextOpenSlot(em, { therapistId, kind: 'SESSION', startsAt: now.toISOString(), version: 1 });
  }
});

afterAll(() => therapists.close());

type Named = { name: string }[];
const names = (people: Named | undefined) => people?.map(({ name }) => name);

it('puts many good reviews above one perfect one, and nobody who takes no new clients', async () => {
  const { data } = await ask<{ recommendedTherapists: Named }>(
    '{ recommendedTherapists(first: 20, for: { concerns: [GRIEF] }) { name } }',
  );
  expect(names(data?.recommendedTherapists)).toEqual(['fifty', 'one-five', 'unreviewed', 'poor']);
});

it('puts the soonest open consultation first, and a start that has passed with those who have none', async () => {
  const { data } = await ask<{ recommendedTherapists: Named }>(
    '{ recommendedTherapists(first: 20, order: AVAILABLE_SOONEST) { name } }',
  );
  expect(names(data?.recommendedTherapists)).toEqual([
    'elsewhere',
    'unreviewed',
    'fifty',
    'one-five',
    'poor',
  ]);
});

it('fills up a short list of available therapists by rating', async () => {
  const { data } = await ask<{ recommendedTherapists: Named }>(
    '{ recommendedTherapists(first: 3, order: AVAILABLE_SOONEST, for: { concerns: [GRIEF] }) { name } }',
  );
  expect(names(data?.recommendedTherapists)).toEqual(['unreviewed', 'fifty', 'one-five']);
});

it('reads every list of every article of a request, profiles and ratings included, in one statement', async () => {
  statements.length = 0;
  const articles = [['GRIEF'], ['ANXIETY'], ['GRIEF', 'ANXIETY'], ['WORK']].map((concerns) => ({
    __typename: 'Article',
    id: newId('Article'),
    concerns,
  }));
  const { data, errors } = await ask<{ articles: { getHelp: Named; recommendedTherapists: Named }[] }>(
    /* GraphQL */ `
      query ($articles: [_Any!]!) {
        articles: _entities(representations: $articles) {
          ... on Article {
            getHelp: recommendedTherapists(first: 1, order: TOP_RATED) {
              name
              photoUrl
              rating {
                average
                count
              }
            }
            recommendedTherapists(first: 3, order: AVAILABLE_SOONEST) {
              id
              name
              slug
              profession
              state
              photoUrl
              rating {
                average
                count
              }
            }
          }
        }
      }
    `,
    { variables: { articles } },
  );
  expect(errors).toBeUndefined();
  expect(data?.articles.map(({ getHelp }) => names(getHelp))).toEqual([
    ['fifty'],
    ['elsewhere'],
    ['fifty'],
    [],
  ]);
  expect(data?.articles.map(({ recommendedTherapists: list }) => names(list))).toEqual([
    ['unreviewed', 'fifty', 'one-five'],
    ['elsewhere'],
    ['elsewhere', 'unreviewed', 'fifty'],
    [],
  ]);
  expect(statements).toHaveLength(1);
});

it.each([0, 51, -1])('refuses first: %i', async (first) => {
  const { errors } = await ask(`{ recommendedTherapists(first: ${first}) { id } }`);
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'first' });
});
