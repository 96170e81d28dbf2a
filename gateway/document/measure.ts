import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  valueFromASTUntyped,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** The size of an operation, with the fragments that it spreads counted wherever it spreads them. */
export interface Measures {
  /** Fields inside one another, introspection apart. */
  depth: number;
  fields: number;
  aliases: number;
  rootFields: number;
  /** Objects that could come back, going by the `first` of the lists that are asked for, or the `ids` given for them. */
  objects: number;
}

type Variables = Readonly<Record<string, unknown>>;
type NamedType = GraphQLNamedType | null | undefined;

/** Subgraphs refuse to give more at once, so a greater `first` is their error to tell and costs no more. */
const longestList = 100;

const nothing: Measures = { depth: 0, fields: 0, aliases: 0, rootFields: 0, objects: 0 };

/**
 * Measures an operation of a document, which need not be valid. Each fragment is measured once, so a document in which
 * they multiply is measured as fast as any other.
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): Measures {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of document.definitions) {
    if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
  }
  const known = new Map<string, Measures>();

  function ofFragment(name: string): Measures {
    const measured = known.get(name);
    if (measured) return measured;
    // A fragment inside itself counts nothing there; validation refuses it.
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const measures = fragment
      ? ofSelection(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value))
      : nothing;
    known.set(name, measures);
    return measures;
  }

  function ofSelection({ selections }: SelectionSetNode, parent: NamedType): Measures {
    const total = { ...nothing };
    for (const selection of selections) {
      let part: Measures;
      if (selection.kind === Kind.FIELD) part = ofField(selection, parent);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) part = ofFragment(selection.name.value);
      else {
        const condition = selection.typeCondition?.name.value;
        part = ofSelection(selection.selectionSet, condition ? schema.getType(condition) : parent);
      }
      total.depth = Math.max(total.depth, part.depth);
      total.fields += part.fields;
      total.aliases += part.aliases;
      total.rootFields += part.rootFields;
      total.objects += part.objects;
    }
    return total;
  }

  function ofField(field: FieldNode, parent: NamedType): Measures {
    const isIntrospection = field.name.value.startsWith('__');
    const hasFields = isObjectType(parent) || isInterfaceType(parent);
    const definition = hasFields ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    const below = field.selectionSet ? ofSelection(field.selectionSet, type) : nothing;
    return {
      depth: isIntrospection ? 1 : below.depth + 1,
      fields: below.fields + 1,
      aliases: below.aliases + (field.alias ? 1 : 0),
      rootFields: 1,
      objects: field.selectionSet && !isIntrospection ? itemsOf(field, definition) * (below.objects + 1) : 0,
    };
  }

  function itemsOf(field: FieldNode, definition: GraphQLField<unknown, unknown> | undefined): number {
    const given = (argument: string): unknown => {
      const found = field.arguments?.find(({ name }) => name.value === argument);
      return found
        ? valueFromASTUntyped(found.value, variables)
        : definition?.args.find(({ name }) => name === argument)?.defaultValue;
    };
    const [first, ids] = [given('first'), given('ids')];
    const items = typeof first === 'number' ? first : Array.isArray(ids) ? ids.length : 1;
    return Math.min(Math.max(items, 1), longestList);
  }

  return ofSelection(operation.selectionSet, schema.getRootType(operation.operation));
}
