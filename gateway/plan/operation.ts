import {
  isAbstractType,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { dataKeyOf, isMetaField, Selection } from './selection.ts';

/** A client's operation, taken apart into what the planner, introspection and the shaping of the response need. */
export interface Operation {
  rootType: GraphQLObjectType;
  selection: Selection;
  /** What the planner is to plan; null when no subgraph is needed. */
  toPlan: string | null;
  /** The introspection part, for graphql-js; null when there is none. */
  introspection: DocumentNode | null;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** @param document valid against `schema`, of one operation, with `@skip` and `@include` decided */
export function readOperation(schema: GraphQLSchema, document: DocumentNode): Operation {
  const definition = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  const rootType = definition && schema.getRootType(definition.operation);
  if (!definition || !rootType) throw new Error('The document has no operation that the schema knows.');
  const fragmentDefinitions = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  const fragments: Fragments = new Map(fragmentDefinitions.map((each) => [each.name.value, each]));
  const selection = new Selection(schema, fragments, [definition.selectionSet]);
  const fields = selection.fieldsOf(rootType);
  const withRootFields = (keep: (name: string) => boolean): DocumentNode => {
    const selectionSet = keepFields(definition.selectionSet, fragments, keep);
    return { kind: Kind.DOCUMENT, definitions: [{ ...definition, selectionSet }, ...fragmentDefinitions] };
  };
  const isIntrospection = (name: string) => isMetaField(name) && name !== '__typename';
  const needsSubgraphs = fields.some(({ name }) => !isMetaField(name));
  return {
    rootType,
    selection,
    toPlan: needsSubgraphs
      ? print(
          forPlanner(
            schema,
            withRootFields((name) => !isMetaField(name)),
          ),
        )
      : null,
    introspection: fields.some(({ name }) => isIntrospection(name)) ? withRootFields(isIntrospection) : null,
  };
}

/** The document with only this operation, or its only one when it is not named. */
export function pickOperation(
  document: DocumentNode,
  name: string | undefined,
): { document: DocumentNode; definition: OperationDefinitionNode } {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const definition = operations.find((each) => !name || each.name?.value === name);
  if (!definition) throw new Error('The document has no such operation.');
  const others = document.definitions.filter((each) => each.kind !== Kind.OPERATION_DEFINITION);
  return { definition, document: { ...document, definitions: [definition, ...others] } };
}

/** A root selection without the fields that do not satisfy `keep`; fragments are written out in place. */
function keepFields(
  { selections }: SelectionSetNode,
  fragments: Fragments,
  keep: (name: string) => boolean,
): SelectionSetNode {
  const kept = selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keep(selection.name.value) ? [selection] : [];
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    return fragment ? [...keepFields(fragment.selectionSet, fragments, keep).selections] : [];
  });
  return { kind: Kind.SELECTION_SET, selections: kept };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * What the client asks, put so that the planner cannot go wrong:
 * - Aliases get a prefix, and those that repeat the field's name go: a client's `id: slug` must not stand where the
 *   plan looks for an entity's `id`.
 * - Where several types are possible, `__typename` is asked for, without which the answer could not be shaped.
 * - Type conditions that say nothing go: the planner finds no path for them when the type is a union.
 * - What `@skip` has emptied asks for `__typename`.
 */
function forPlanner(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const types = new TypeInfo(schema);
  const visitor = {
    [Kind.FIELD](field: FieldNode) {
      const key = dataKeyOf(field);
      if (key === (field.alias ?? field.name).value) return undefined;
      const { alias: _, ...unaliased } = field;
      if (key === field.name.value) return unaliased;
      return { ...field, alias: { kind: Kind.NAME, value: key } };
    },
    [Kind.SELECTION_SET](set: SelectionSetNode) {
      if (set.selections.length > 0 && !isAbstractType(types.getParentType())) return undefined;
      return { ...set, selections: [typename, ...set.selections] };
    },
    [Kind.INLINE_FRAGMENT]: {
      leave(fragment: InlineFragmentNode) {
        const { typeCondition, ...unconditional } = fragment;
        return typeCondition?.name.value === types.getParentType()?.name ? unconditional : undefined;
      },
    },
  };
  return visit(document, visitWithTypeInfo(types, visitor));
}
