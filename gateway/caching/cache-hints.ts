import { Kind, type DirectiveNode, type DocumentNode } from 'graphql';

/** What `@cacheControl` says of a field or a type. */
export interface CacheHint {
  /** Seconds. */
  maxAge?: number;
  isPrivate: boolean;
  /** The field is as fresh as what it is part of. */
  inheritMaxAge: boolean;
}

/** Hints by type (`Article`) and by field (`Article.title`). */
export type CacheHints = ReadonlyMap<string, CacheHint>;

/** Collects the `@cacheControl` directives of a supergraph. */
export function readCacheHints(supergraph: DocumentNode): CacheHints {
  const hints = new Map<string, CacheHint>();
  const add = (name: string, directives: readonly DirectiveNode[] | undefined) => {
    const directive = directives?.find((each) => each.name.value === 'cacheControl');
    if (directive) hints.set(name, readHint(directive));
  };
  for (const definition of supergraph.definitions) {
    const isObject =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION;
    if (!isObject && definition.kind !== Kind.UNION_TYPE_DEFINITION) continue;
    add(definition.name.value, definition.directives);
    if (!isObject) continue;
    for (const field of definition.fields ?? []) {
      add(`${definition.name.value}.${field.name.value}`, field.directives);
    }
  }
  return hints;
}

function readHint(directive: DirectiveNode): CacheHint {
  const argument = (name: string) => directive.arguments?.find((each) => each.name.value === name)?.value;
  const maxAge = argument('maxAge');
  const scope = argument('scope');
  const inherit = argument('inheritMaxAge');
  return {
    ...(maxAge?.kind === Kind.INT ? { maxAge: Number(maxAge.value) } : {}),
    isPrivate: scope?.kind === Kind.ENUM && scope.value === 'PRIVATE',
    inheritMaxAge: inherit?.kind === Kind.BOOLEAN && inherit.value,
  };
}
