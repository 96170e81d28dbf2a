import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../../../subgraphs/shared/ids.ts';
import {
  AppointmentKind,
  Approach,
  ClientGroup,
  Concern,
  Profession,
  State,
} from '../../../../subgraphs/shared/vocabulary.ts';
import { Fee } from '../../../../subgraphs/therapists/fees/fee.entity.ts';
import { applyNextOpenSlot } from '../../../../subgraphs/therapists/next-open-slot/next-open-slot.projection.ts';
import { openTherapists } from '../../../../subgraphs/therapists/therapists.ts';
import {
  RegistrationKind,
  TherapistStatus,
} from '../../../../subgraphs/therapists/therapist/therapist.vocabulary.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings, type Ask } from '../../../support/subgraph.ts';
import { addReview, addTherapist } from '../people.ts';
import { ReferenceDirectory, spoken, type Asked, type Order, type Person } from './directory.reference.ts';

// Within an hour, so that the hour we are in has slots both over and ahead.
const now = new Date('2026-08-03T01:20:00Z');
const minutes = (n: number) => new Date(now.getTime() + n * 60_000);

const names = [
  'Mia Chen',
  'Zoë Müller',
  'Siobhán O’Brien',
  'Jon Smith-Jones',
  'Anxo Martín',
  'Grace Panico',
  'Renée Baker',
  'Tina Martino',
  'Marta Marten',
];
const headlines = ['Steady ground', 'Grief is love with nowhere to go', 'Practical and warm'];
const bios = [
  'I work slowly with **sleep** and worry.',
  'Based near Melbourne; trained in Perth.',
  'Plain talk.',
];
const languages = ['en', 'zh-Hant', 'zh-Hans', 'es', 'vi'];
const texts = [
  'chen|Chne|zoe|MULLER|müler|obrien|brien|smith jones|martin|anx|anxiety|anxeity|greif|melborne',
  'help with sleep in perth|psych|the|x|qqqqzzz|grace counsellor|baker melbourne|depresion|couples',
  'renee|worry|martni|mrtin|marttin smth|martinelli|relationshp|acceptence',
]
  .join('|')
  .split('|');

const subsetOf = <T>(values: readonly T[], maxLength = 4) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength });
const opening = fc.option(fc.integer({ min: -200, max: 20 * 24 * 60 }).map((n) => minutes(n)));

const anyPerson: fc.Arbitrary<Person> = fc.record({
  id: fc.constant(''),
  name: fc.constantFrom(...names),
  headline: fc.constantFrom(...headlines),
  bio: fc.constantFrom(...bios),
  profession: fc.constantFrom(Profession.COUNSELLOR, Profession.PSYCHOTHERAPIST, Profession.PSYCHOLOGIST),
  state: fc.constantFrom(...Object.values(State)),
  concerns: subsetOf(Object.values(Concern), 6),
  approaches: subsetOf(Object.values(Approach)),
  clientGroups: subsetOf(Object.values(ClientGroup)),
  languages: subsetOf(languages, 3),
  stars: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
  feeCents: fc.option(fc.constantFrom(0, 9_900, 10_000, 10_050, 15_000, 16_000, 22_000, 31_000)),
  opens: fc.record({ CONSULTATION: opening, SESSION: opening }),
});

const filters = {
  text: fc.constantFrom(...texts),
  profession: subsetOf(Object.values(Profession), 3),
  state: subsetOf(Object.values(State)),
  concern: subsetOf(Object.values(Concern)),
  approach: subsetOf(Object.values(Approach)),
  clientGroup: subsetOf(Object.values(ClientGroup)),
  language: subsetOf([...languages, 'zh', 'fr'], 2),
  maxFeeCents: fc.constantFrom(0, 9_999, 10_000, 10_050, 15_000, 16_500, 40_000, 2 ** 31 - 1),
  openBefore: fc.integer({ min: -100, max: 20 * 24 * 60 }).map((n) => minutes(n)),
  kind: fc.constantFrom('CONSULTATION' as const, 'SESSION' as const),
};

/** From nothing asked to everything asked: many are found by some, and few by others. */
const anyAsked: fc.Arbitrary<Asked> = fc
  .subarray(Object.keys(filters) as (keyof typeof filters)[])
  .chain((asked) => fc.integer({ min: 0, max: asked.length }).map((some) => asked.slice(0, some)))
  .chain((asked): fc.Arbitrary<Asked> => {
    const { ...chosen }: Partial<typeof filters> = filters;
    for (const name of Object.keys(filters) as (keyof typeof filters)[])
      if (!asked.includes(name)) delete chosen[name];
    return fc.record(chosen as typeof filters);
  });

let therapists: ReturnType<typeof openTherapists>;
let ask: Ask;
let reference: ReferenceDirectory;

beforeAll(async () => {
  const database = await createTestDatabase();
  therapists = openTherapists(testSettings(database.therapists, { clock: () => now }));
  ask = askOf(therapists);
  const people = fc.sample(anyPerson, { numRuns: 400, seed: 7 });
  for (const person of people) person.id = newId('Therapist');
  const em = therapists.orm.em.fork();
  people.forEach((person, index) => {
    const isPsychologist = person.profession === 'PSYCHOLOGIST';
    addTherapist(em, {
      id: person.id,
      slug: `person-${index}`,
      name: person.name,
      headline: person.headline,
      bioMarkdown: person.bio,
      profession: person.profession as Profession,
      state: person.state as State,
      concerns: person.concerns as Concern[],
      approaches: person.approaches as Approach[],
      clientGroups: person.clientGroups as ClientGroup[],
      languages: person.languages,
      registrationKind: isPsychologist ? RegistrationKind.AHPRA : RegistrationKind.ASSOCIATION,
      registrationNumber: isPsychologist ? 'PSY0001234567' : '1',
      registrationAssociation: isPsychologist ? null : 'PACFA',
      // Some are hidden only after they were public, as some are verified only later.
      status: index % 10 === 9 ? TherapistStatus.SUBMITTED : TherapistStatus.VERIFIED,
    });
  });
  await em.flush();
  for (const { id, stars, feeCents, opens } of people) {
    for (const each of stars) addReview(em, id, each);
    const fee = { therapistId: id, kind: AppointmentKind.SESSION };
    if (feeCents !== null) em.create(Fee, { ...fee, effectiveFrom: '2020-01-01', cents: feeCents });
    em.create(Fee, { ...fee, effectiveFrom: '2199-01-01', cents: 1 });
    for (const kind of ['CONSULTATION', 'SESSION'] as const)
      await applyNextOpenSlot(em, {
        therapistId: id,
        kind,
        startsAt: opens[kind]?.toISOString() ?? null,
        version: 1,
      });
  }
  await em.flush();
  const suspended = people.slice(0, 8).map(({ id }) => id);
  await em.execute(`update therapist set status = 'SUSPENDED' where id in (?)`, [suspended]);
  await em.execute(`update therapist set status = 'VERIFIED' where id = ?`, [people[19]!.id]);
  const isPublic = (_: Person, index: number) => index >= 8 && (index % 10 !== 9 || index === 19);
  const labels = await em.execute<{ token: string; words: string }[]>(
    'select token, words from search_label',
  );
  reference = new ReferenceDirectory(
    people.filter(isPublic),
    now,
    new Map(labels.map(({ token, words }) => [token, words])),
  );
}, 120_000);

afterAll(() => therapists.close());

interface Answer {
  therapists: {
    totalCount: number;
    nodes: { id: string }[];
    pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
}

async function walk(filter: Asked, order: Order, first: number): Promise<string[]> {
  const found: string[] = [];
  let page: Answer['therapists'] | undefined;
  do {
    const { data, errors } = await ask<Answer>(
      /* GraphQL */ `
        query ($filter: TherapistFilter, $order: TherapistOrder!, $first: Int!, $after: String) {
          therapists(filter: $filter, order: $order, first: $first, after: $after) {
            totalCount
            nodes {
              id
            }
            pageInfo {
              endCursor
              hasNextPage
            }
          }
        }
      `,
      { variables: { filter, order, first, after: page?.pageInfo.endCursor ?? null } },
    );
    expect(errors).toBeUndefined();
    page = data!.therapists;
    found.push(...page.nodes.map(({ id }) => id));
    expect(page.nodes.length).toBeLessThanOrEqual(first);
  } while (page.pageInfo.hasNextPage);
  expect(page.totalCount).toBe(found.length);
  return found;
}

it('finds whom the reference finds, in its order, over any pages', async () => {
  const anyOrder = fc.constantFrom<Order>('RELEVANCE', 'RATING', 'AVAILABLE_SOONEST', 'FEE');
  await fc.assert(
    fc.asyncProperty(anyAsked, anyOrder, fc.integer({ min: 9, max: 100 }), async (filter, order, first) => {
      expect(await walk(filter, order, first)).toEqual(reference.find(filter, order));
    }),
    { numRuns: 150 },
  );
}, 120_000);

type ValueFacet = 'profession' | 'state' | 'concern' | 'approach' | 'clientGroup' | 'language';

interface Facets {
  therapists: {
    totalCount: number;
    facets: Record<ValueFacet, { value: string; count: number }[]> & {
      maxFee: { upTo: { cents: number }; count: number }[];
      openBefore: { days: number; before: string; count: number }[];
    };
  };
}

const facetsQuery = /* GraphQL */ `
  query ($filter: TherapistFilter) {
    therapists(filter: $filter) {
      totalCount
      facets {
        profession {
          value
          count
        }
        state {
          value
          count
        }
        concern {
          value
          count
        }
        approach {
          value
          count
        }
        clientGroup {
          value
          count
        }
        language {
          value
          count
        }
        maxFee {
          upTo {
            cents
          }
          count
        }
        openBefore {
          days
          before
          count
        }
      }
    }
  }
`;

it('counts every value of every filter with the other filters applied', async () => {
  const valuesOf: [ValueFacet, string[], (person: Person) => string[]][] = [
    ['profession', Object.values(Profession), ({ profession }) => [profession]],
    ['state', Object.values(State), ({ state }) => [state]],
    ['concern', Object.values(Concern), ({ concerns }) => concerns],
    ['approach', Object.values(Approach), ({ approaches }) => approaches],
    ['clientGroup', Object.values(ClientGroup), ({ clientGroups }) => clientGroups],
    ['language', [...languages, 'zh'], spoken],
  ];
  await fc.assert(
    fc.asyncProperty(anyAsked, async (filter) => {
      const { data, errors } = await ask<Facets>(facetsQuery, { variables: { filter } });
      expect(errors).toBeUndefined();
      const { facets, totalCount } = data!.therapists;
      expect(totalCount).toBe(reference.find(filter, 'RATING').length);
      for (const [name, values, of] of valuesOf) {
        const expected = values.map((value) => [
          value,
          reference.count(filter, name, (one) => of(one).includes(value)),
        ]);
        const told = facets[name].map(({ value, count }) => [value, count]);
        expect({ [name]: Object.fromEntries(told) }).toEqual({ [name]: Object.fromEntries(expected) });
      }
      for (const { upTo, count } of facets.maxFee) {
        const within = ({ feeCents }: Person) => feeCents !== null && feeCents <= upTo.cents;
        expect(count).toBe(reference.count(filter, 'maxFeeCents', within));
      }
      expect(facets.openBefore.map(({ days }) => days)).toEqual([1, 3, 7, 14]);
      for (const { before, count } of facets.openBefore) {
        const opens = (one: Person) => reference.opensBefore(one, filter.kind, new Date(before));
        expect(count).toBe(reference.count(filter, 'openBefore', opens));
      }
    }),
    { numRuns: 150 },
  );
}, 120_000);
