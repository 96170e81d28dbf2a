/** A question to the directory, and the plain SQL for the same over the tables as they are. */
export interface DirectoryCase {
  name: string;
  filter: Record<string, unknown>;
  order: 'RELEVANCE' | 'RATING' | 'AVAILABLE_SOONEST' | 'FEE';
  /** The ids of the first page. */
  rows: string;
  /** One row with `total`. */
  total: string;
  /** A statement for each facet. */
  facets: string[];
}

export const directoryQuery = /* GraphQL */ `
  query Directory($filter: TherapistFilter, $order: TherapistOrder!, $facets: Boolean!) {
    therapists(filter: $filter, order: $order, first: 20) {
      nodes {
        id
        name
        slug
        headline
        profession
        state
        concerns
        photoUrl
        rating {
          average
          count
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount @include(if: $facets)
      facets @include(if: $facets) {
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

/** The filters as conditions on `t` (therapist), `fee` (today's session fee) and `next` (the next open consultation). */
type Conditions = Partial<Record<'text' | 'profession' | 'state' | 'concern' | 'fee' | 'open', string>>;

const inAWeek = new Date(Date.now() + 7 * 86_400_000);

const tables = `
  therapist t
  left join lateral (
    select cents from fee f where f.therapist_id = t.id and f.kind = 'SESSION' and f.effective_from <= current_date
    order by f.effective_from desc limit 1) fee on true
  left join next_open_slot next on next.therapist_id = t.id and next.kind = 'CONSULTATION' and next.starts_at > now()
  left join (
    select therapist_id, (32 + sum(stars)) * 10000.0 / (8 + count(*)) as score
    from review where status = 'PUBLISHED' group by 1) rated on rated.therapist_id = t.id`;

const facetValues: Record<string, [own: keyof Conditions | null, values: string]> = {
  profession: ['profession', 'values (t.profession)'],
  state: ['state', 'values (t.state)'],
  concern: ['concern', 'select unnest(t.concerns)'],
  approach: [null, 'select unnest(t.approaches)'],
  clientGroup: [null, 'select unnest(t.client_groups)'],
  language: [null, 'select unnest(t.languages)'],
  maxFee: ['fee', 'values (width_bucket(fee.cents, 10000, 30000, 10)::text)'],
  openBefore: ['open', `values (date_trunc('day', next.starts_at)::text)`],
};

const orders: Record<DirectoryCase['order'], string> = {
  RELEVANCE: 'round(coalesce(rated.score, 40000)) desc, t.id',
  RATING: 'round(coalesce(rated.score, 40000)) desc, t.id',
  AVAILABLE_SOONEST: 'next.starts_at nulls last, round(coalesce(rated.score, 40000)) desc, t.id',
  FEE: 'fee.cents nulls last, round(coalesce(rated.score, 40000)) desc, t.id',
};

function directoryCase(
  name: string,
  order: DirectoryCase['order'],
  filter: DirectoryCase['filter'],
  conditions: Conditions,
): DirectoryCase {
  const where = (but: keyof Conditions | null) =>
    Object.entries({ status: `t.status = 'VERIFIED'`, ...conditions })
      .filter(([each]) => each !== but)
      .map(([, condition]) => condition)
      .join(' and ');
  return {
    name,
    order,
    filter,
    rows: `select t.id from ${tables} where ${where(null)} order by ${orders[order]} limit 20`,
    total: `select count(*) as total from ${tables} where ${where(null)}`,
    facets: Object.values(facetValues).map(
      ([own, values]) =>
        `select value, count(*) from ${tables} cross join lateral (${values}) v(value) where ${where(own)} group by 1`,
    ),
  };
}

const state = `t.state in ('NSW', 'VIC')`;
const concern = `t.concerns && array['ANXIETY', 'PANIC']`;
const profession = `t.profession = 'CLINICAL_PSYCHOLOGIST'`;

export const directoryCases: DirectoryCase[] = [
  directoryCase('everyone, best rated', 'RATING', {}, {}),
  directoryCase(
    'state and concern, best rated',
    'RATING',
    { state: ['NSW', 'VIC'], concern: ['ANXIETY', 'PANIC'] },
    { state, concern },
  ),
  directoryCase(
    'profession, state, concern and fee, cheapest',
    'FEE',
    {
      profession: ['CLINICAL_PSYCHOLOGIST'],
      state: ['NSW', 'VIC'],
      concern: ['ANXIETY', 'PANIC'],
      maxFeeCents: 17_000,
    },
    { profession, state, concern, fee: 'fee.cents <= 17000' },
  ),
  directoryCase(
    'state, concern, fee and open within a week, soonest',
    'AVAILABLE_SOONEST',
    {
      state: ['NSW', 'VIC'],
      concern: ['ANXIETY', 'PANIC'],
      maxFeeCents: 20_000,
      openBefore: inAWeek.toISOString(),
    },
    { state, concern, fee: 'fee.cents <= 20000', open: `next.starts_at < '${inAWeek.toISOString()}'` },
  ),
  directoryCase(
    'a rare filter: psychiatrists in NT for OCD',
    'RATING',
    { profession: ['PSYCHIATRIST'], state: ['NT'], concern: ['OCD'] },
    {
      profession: `t.profession = 'PSYCHIATRIST'`,
      state: `t.state = 'NT'`,
      concern: `t.concerns && array['OCD']`,
    },
  ),
  directoryCase(
    'a name, mistyped: "thornrigde" with a state',
    'RATING',
    { text: 'thornrigde', state: ['NSW', 'VIC'] },
    // What the slip stands for, which the plain SQL has to be told.
    { text: `extensions.unaccent(t.name) ilike '% thornridge'`, state },
  ),
];
