import type { SchemaDefinition } from '../shared/build-subgraph.ts';
import type { ContentContext } from './content.ts';
import { serviceReference } from './service/service.reference.ts';
import { ServiceResolver } from './service/service.resolver.ts';

/** The contents page of the subgraph: what it answers, and how its entities are found by their keys. */
export const contentSchema: SchemaDefinition<ContentContext> = {
  resolvers: [ServiceResolver],
  references: { Service: serviceReference },
};
