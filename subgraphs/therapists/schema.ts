import type { SchemaDefinition } from '../shared/build-subgraph.ts';
import type { TherapistsContext } from './therapists.ts';

/** The contents page of the subgraph: what it answers, and how its entities are found by their keys. */
export const therapistsSchema: SchemaDefinition<TherapistsContext> = {
  resolvers: [],
  references: {},
};
