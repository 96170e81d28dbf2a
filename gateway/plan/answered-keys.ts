import { Kind, type DocumentNode, type SelectionNode } from 'graphql';

/**
 * The response keys that a subgraph's operation selects of one object, to name what is missing when it fails.
 *
 * @param typeName the object's type; null where fragments need no telling apart
 */
export function answeredKeys(
  document: DocumentNode,
  selections: readonly SelectionNode[],
  typeName: string | null,
): string[] {
  const keys = new Set<string>();
  const collect = (nodes: readonly SelectionNode[]) => {
    for (const node of nodes) {
      if (node.kind === Kind.FIELD) {
        if (node.name.value !== '__typename') keys.add((node.alias ?? node.name).value);
        continue;
      }
      const fragment =
        node.kind === Kind.INLINE_FRAGMENT
          ? node
          : document.definitions.find(
              (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
            );
      if (fragment?.kind !== Kind.INLINE_FRAGMENT && fragment?.kind !== Kind.FRAGMENT_DEFINITION) continue;
      const condition = fragment.typeCondition?.name.value;
      if (!typeName || !condition || condition === typeName) collect(fragment.selectionSet.selections);
    }
  };
  collect(selections);
  return [...keys];
}
