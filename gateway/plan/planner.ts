import { QueryPlanner } from '@graphql-hive/router-query-planner';
import { readPlan, type Step } from './query-plan.ts';

const noLabels = new Set<string>();

/**
 * Plans operations over the subgraphs with Hive Router's planner, off the main thread.
 *
 * @throws Error when the supergraph is none
 */
export function createPlanner(supergraph: string): (operation: string) => Promise<Step | null> {
  const planner = new QueryPlanner(supergraph);
  return async (operation) => readPlan(await planner.planAsync(operation, null, noLabels, 0));
}
