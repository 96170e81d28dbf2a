import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import { compose } from '../../../schema/compose.ts';
import { bookingsResolvers, bookingsSdl } from './bookings.ts';
import { contentResolvers, contentSdl } from './content.ts';
import { therapistsResolvers, therapistsSdl } from './therapists.ts';
import type { World } from './world.ts';

export type ToyName = 'therapists' | 'bookings' | 'content';

/** Federated schemas over one world, one for each subgraph of the real graph. */
export function toySubgraphs(world: World): Record<ToyName, GraphQLSchema> {
  return {
    therapists: buildSubgraphSchema([
      { typeDefs: parse(therapistsSdl), resolvers: therapistsResolvers(world) },
    ]),
    bookings: buildSubgraphSchema([{ typeDefs: parse(bookingsSdl), resolvers: bookingsResolvers(world) }]),
    content: buildSubgraphSchema([{ typeDefs: parse(contentSdl), resolvers: contentResolvers(world) }]),
  };
}

export const toyComposition = compose([
  { name: 'therapists', sdl: therapistsSdl },
  { name: 'bookings', sdl: bookingsSdl },
  { name: 'content', sdl: contentSdl },
]);
