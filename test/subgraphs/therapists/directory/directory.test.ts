import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Concern, State } from '../../../../subgraphs/shared/vocabulary.ts';
import { Review } from '../../../../subgraphs/therapists/review/review.entity.ts';
import { Therapist } from '../../../../subgraphs/therapists/therapist/therapist.entity.ts';
import { TherapistStatus } from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addReview, addTherapist } from '../people.ts';

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;

const statements: string[] = [];

beforeAll(async () => {
  const { therapists: url } = await createTestDatabase();
  therapists = openTherapists(
    testSettings(url, { database: { url, onStatement: (sql) => statements.push(sql) } }),
  );
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

it('goes on right after the place of a cursor, whatever came, went or moved before it', async () => {
  const { data } = await ask<Page>(pageQuery, { variables: { first: 3 } });
  const { nodes, pageInfo } = data!.therapists;
  const rest = async () => {
    const page = await ask<Page>(pageQuery, { variables: { first: 10, after: pageInfo.endCursor } });
    return page.data!.therapists.nodes.map(({ name }) => name);
  };
  const before = await rest();
  const em = therapists.orm.em.fork();
  const newcomer = addTherapist(em, { name: 'newcomer', concerns: [Concern.WORK] });
  await em.flush();
  addReview(em, newcomer.id, 5);
  await em.flush();
  const [gone] = await em.find(Therapist, { name: nodes[1]!.name });
  gone!.status = TherapistStatus.SUSPENDED;
  await em.flush();
  expect(await rest()).toEqual(before);
  gone!.status = TherapistStatus.VERIFIED;
  em.remove(await em.findOneOrFail(Review, { therapistId: newcomer.id }));
  newcomer.status = TherapistStatus.SUSPENDED;
  await em.flush();
});

it('reads a page, its total and every facet in two statements, and the words of a text in one more', async () => {
  const everything = /* GraphQL */ `
    query ($filter: TherapistFilter) {
      therapists(filter: $filter) {
        totalCount
        nodes {
          name
          rating {
            average
          }
          concerns
        }
        facets {
          state {
            count
          }
          concern {
            count
          }
          language {
            count
          }
          maxFee {
            count
          }
          openBefore {
            count
          }
        }
      }
    }
  `;
  const countFor = async (filter: object) => {
    statements.length = 0;
    const { errors } = await ask(everything, { variables: { filter } });
    expect(errors).toBeUndefined();
    return statements.length;
  };
  expect(await countFor({ state: 'NSW', maxFeeCents: 15_500, openBefore: '2030-01-01T00:00:00Z' })).toBe(2);
  expect(await countFor({ text: 'person sleep' })).toBe(3);
});

describe('a text', () => {
  const namesFor = async (text: string) => {
    const { data, errors } = await ask<Page>(pageQuery, { variables: { first: 10, filter: { text } } });
    expect(errors).toBeUndefined();
    return data!.therapists.nodes.map(({ name }) => name);
  };

  beforeAll(async () => {
    const em = therapists.orm.em.fork();
    addTherapist(em, { name: 'Zoë Müller', headline: 'Grief, slowly', bioMarkdown: 'Also near Melbourne.' });
    addTherapist(em, { name: 'Jon Melbourne', state: State.WA, concerns: [Concern.TRAUMA] });
    await em.flush();
  });

  it.each([
    ['muller', 'without its accent'],
    ['MÜLLER', 'in capitals'],
    ['mulle', 'cut short'],
    ['mullre', 'with letters swapped'],
    ['müler', 'with a letter left out'],
    ['zoe with grief', 'with what is ticked, and a small word'],
    ['slowly', 'by a headline'],
  ])('finds %s: %s', async (text) => expect(await namesFor(text)).toContain('Zoë Müller'));

  it('finds a name before what is ticked, and that before what is written', async () => {
    const found = await namesFor('melbourne');
    expect(found[0]).toBe('Jon Melbourne');
    expect(found).toContain('Zoë Müller');
  });

  it('finds nobody by a word like none that is known', async () =>
    expect(await namesFor('xyzzyq')).toEqual([]));

  it('asks for nothing when it has small words only', async () =>
    expect((await namesFor('help for me')).length).toBeGreaterThan(3));

  it('may hold what means something to SQL, LIKE or a tsquery', async () => {
    for (const text of [`o'brien & | ! ( :* \\`, '100% _a', '<-> %', '\u0000zoe', '😀 🧠'])
      expect(Array.isArray(await namesFor(text))).toBe(true);
  });
});

it.each([
  ['filter.text', { text: 'x'.repeat(101) }],
  ['filter.maxFeeCents', { maxFeeCents: -1 }],
  ['filter.language', { language: ['english please'] }],
])('refuses a wrong %s', async (field, filter) => {
  const { errors } = await ask(pageQuery, { variables: { first: 2, filter } });
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
});

it('refuses a cursor of another order', async () => {
  const { data } = await ask<Page>(pageQuery, { variables: { first: 2 } });
  const { errors } = await ask(
    'query ($after: String) { therapists(order: FEE, after: $after) { nodes { id } } }',
    { variables: { after: data!.therapists.pageInfo.endCursor } },
  );
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' });
});
