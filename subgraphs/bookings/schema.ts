import type { SchemaDefinition } from '../shared/build-subgraph.ts';
import type { BookingsContext } from './bookings.ts';

/** The contents page of the subgraph: what it answers, and how its entities are found by their keys. */
export const bookingsSchema: SchemaDefinition<BookingsContext> = {
  resolvers: [],
  references: {},
};
