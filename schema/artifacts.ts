import { buildSubgraph } from '../subgraphs/shared/build-subgraph.ts';
import { bookingsSchema } from '../subgraphs/bookings/schema.ts';
import { contentSchema } from '../subgraphs/content/schema.ts';
import { therapistsSchema } from '../subgraphs/therapists/schema.ts';
import { compose } from './compose.ts';

/** The committed files of this folder by name, as the code has them now. Throws CompositionError. */
export function schemaArtifacts(): Record<string, string> {
  const subgraphs = [
    { name: 'therapists', sdl: buildSubgraph(therapistsSchema).sdl },
    { name: 'bookings', sdl: buildSubgraph(bookingsSchema).sdl },
    { name: 'content', sdl: buildSubgraph(contentSchema).sdl },
  ];
  const { supergraph, api } = compose(subgraphs);
  return {
    ...Object.fromEntries(subgraphs.map(({ name, sdl }) => [`${name}.graphql`, sdl])),
    'supergraph.graphql': supergraph,
    'api.graphql': api,
  };
}
