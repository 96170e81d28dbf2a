import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { Kind, visit, type DocumentNode } from 'graphql';

/** Names that steer the gateway and say nothing to a client, so the API schema leaves them out. */
const internalNames = new Set(['cacheControl', 'CacheControlScope']);

/**
 * The schema that clients see: the supergraph without federation's own types and directives, without what is
 * `@inaccessible`, and without the caching hints.
 */
export function publicSchemaOf(supergraph: DocumentNode): DocumentNode {
  const dropInternal = (node: { name: { value: string } }) =>
    internalNames.has(node.name.value) ? null : undefined;
  return visit(transformSupergraphToPublicSchema(supergraph), {
    [Kind.DIRECTIVE]: dropInternal,
    [Kind.DIRECTIVE_DEFINITION]: dropInternal,
    [Kind.ENUM_TYPE_DEFINITION]: dropInternal,
  });
}
