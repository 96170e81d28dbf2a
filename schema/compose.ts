import { compositionHasErrors, composeServices } from '@theguild/federation-composition';
import { parse, print } from 'graphql';
import { publicSchemaOf } from './public-schema.ts';

/** The SDL of one subgraph, as its `_service { sdl }` answers it. */
export interface SubgraphSdl {
  name: string;
  sdl: string;
}

export interface Composition {
  /** A standard supergraph (join v0.3 and up), types and fields in the order in which the subgraphs wrote them. */
  supergraph: string;
  /** The API schema that clients see, in the same order. */
  api: string;
}

/** The subgraphs contradict each other; `problems` says how, one sentence each. */
export class CompositionError extends Error {
  override name = 'CompositionError';
  constructor(readonly problems: readonly string[]) {
    super(['The subgraphs do not compose:', ...problems].join('\n  '));
  }
}

/**
 * Composes subgraphs into the supergraph that gateways serve and the API schema that clients read.
 *
 * The supergraph's `@join__graph(url:)` is `http://NAME.internal/graphql`: the gateway takes the addresses from its
 * settings, and a document that is committed must not name a machine.
 *
 * @throws CompositionError when the subgraphs do not fit together
 */
export function compose(subgraphs: readonly SubgraphSdl[]): Composition {
  const result = composeServices(
    subgraphs.map(({ name, sdl }) => ({
      name,
      url: `http://${name}.internal/graphql`,
      typeDefs: parse(sdl, { noLocation: true }),
    })),
  );
  if (compositionHasErrors(result)) throw new CompositionError(result.errors.map((error) => error.message));
  const supergraph = parse(result.supergraphSdl, { noLocation: true });
  return {
    supergraph: `${print(supergraph)}\n`,
    api: `${print(publicSchemaOf(supergraph))}\n`,
  };
}
