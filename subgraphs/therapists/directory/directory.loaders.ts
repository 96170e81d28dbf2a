import { defineLoader } from '../../shared/loaders.ts';
import type { TherapistsContext } from '../therapists.ts';
import { readCounts, type Counts } from './directory.counts.ts';
import type { Criteria, FacetName } from './directory.rules.ts';

export interface CountsKey {
  /** The same object for everything that one `therapists` field asks. */
  criteria: Criteria;
  /** Null for the total alone. */
  facet: FacetName | null;
}

/** Counts over criteria: one statement for all that one field asks, and none for what is not asked. */
export const directoryCounts = defineLoader<TherapistsContext, CountsKey, Counts>(async ({ em }, keys) => {
  const byCriteria = Map.groupBy(keys, ({ criteria }) => criteria);
  const read = [...byCriteria].map(async ([criteria, asked]) => {
    const facets = asked.map(({ facet }) => facet).filter((facet) => facet !== null);
    return [criteria, await readCounts(em, criteria, [...new Set(facets)])] as const;
  });
  const counts = new Map(await Promise.all(read));
  return keys.map(({ criteria }) => counts.get(criteria)!);
});
