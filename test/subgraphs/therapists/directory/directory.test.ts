import { afterAll, beforeAll, expect, it } from 'vitest';
import { Concern, State } from '../../../../subgraphs/shared/vocabulary.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addReview, addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;

beforeAll(async () => {
  therapists = openTherapists(testSettings((await createTestDatabase()).therapists));
  ask = askOf(therapists);
  const em = therapists.orm.em.fork();
  const rated = [5, 4, 3, null, null].map((stars, index) => ({
    stars,
    id: addTherapist(em, {
      name: `person ${index}`,
      state: index % 2 === 0 ? State.NSW : State.WA,
      concerns: index === 0 ? [Concern.GRIEF] : [Concern.SLEEP, Concern.WORK],
    }).id,
  }));
  await em.flush();
  for (const { id, stars } of rated) if (stars !== null) addReview(em, id, stars);
  await em.flush();
});

afterAll(() => therapists.close());

interface Page {
  therapists: {
    totalCount: number;
    nodes: { name: string }[];
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
  };
}

const pageQuery = /* GraphQL */ `
  query ($filter: TherapistFilter, $first: Int!, $after: String) {
    therapists(filter: $filter, first: $first, after: $after) {
      totalCount
      nodes {
        name
      }
      pageInfo {
        hasNextPage
        hasPreviousPage
        endCursor
      }
    }
  }
`;

async function pageAfter(after: string | null): Promise<Page['therapists']> {
  const { data, errors } = await ask<Page>(pageQuery, { variables: { first: 2, after } });
  expect(errors).toBeUndefined();
  return data!.therapists;
}

it('walks the whole directory page by page, best rated first, each therapist once', async () => {
  const seen: string[] = [];
  let page: Page['therapists'] | undefined;
  do {
    const after: string | null = page?.pageInfo.endCursor ?? null;
    page = await pageAfter(after);
    expect(page.totalCount).toBe(5);
    expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
    seen.push(...page.nodes.map(({ name }) => name));
  } while (page.pageInfo.hasNextPage);
  expect(seen).toHaveLength(5);
  // Five and four stars lift above the prior of four, or leave at it; three falls below the unreviewed.
  expect(seen[0]).toBe('person 0');
  expect(seen[4]).toBe('person 2');
  expect(new Set(seen).size).toBe(5);
});

it('holds every filter, with any value of each', async () => {
  const filter = { state: ['WA', 'VIC'], concern: ['GRIEF', 'SLEEP'], profession: ['COUNSELLOR'] };
  const { data } = await ask<Page>(pageQuery, { variables: { first: 10, filter } });
  expect(data?.therapists.nodes.map(({ name }) => name).toSorted()).toEqual(['person 1', 'person 3']);
  expect(data?.therapists.totalCount).toBe(2);
  const none = await ask<Page>(pageQuery, {
    variables: { first: 10, filter: { profession: ['PSYCHIATRIST'] } },
  });
  expect(none.data?.therapists).toMatchObject({ totalCount: 0, nodes: [], pageInfo: { endCursor: null } });
});

it('refuses a cursor that is not its own', async () => {
  const { errors } = await ask(pageQuery, { variables: { first: 2, after: 'nonsense' } });
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
});
