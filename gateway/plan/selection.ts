import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** One key of an object in the response, from every selection that names it. */
export interface ResponseField {
  key: string;
  /** The key in the data that the subgraphs answered. */
  dataKey: string;
  name: string;
  type: GraphQLOutputType;
  /** What is selected of an object; null for leaves and for introspection, which is answered whole. */
  below: Selection | null;
}

/** Fields that the gateway answers itself. */
const metaFields = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef, TypeNameMetaFieldDef].map((field) => [field.name, field]),
);

export function isMetaField(name: string): boolean {
  return metaFields.has(name);
}

/** Prefix of every alias in what the planner sees, so that no client's alias takes the place of a field that it needs. */
export const aliasPrefix = '_c_';

/** The key under which a field's value is in the data that the subgraphs answered. */
export function dataKeyOf({ alias, name }: FieldNode): string {
  return alias && alias.value !== name.value ? aliasPrefix + alias.value : name.value;
}

/** A selection as graphql-js collects it, worked out once for each concrete type and kept. */
export class Selection {
  readonly #fields = new Map<GraphQLObjectType, readonly ResponseField[]>();

  /** @param sources selections on which `@skip` and `@include` are decided already */
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly sources: readonly SelectionSetNode[],
  ) {}

  fieldsOf(type: GraphQLObjectType): readonly ResponseField[] {
    let fields = this.#fields.get(type);
    if (!fields) {
      const nodes = new Map<string, FieldNode[]>();
      const seen = new Set<string>();
      for (const source of this.sources) this.#collect(type, source, nodes, seen);
      fields = [...nodes].flatMap(([key, named]) => this.#responseField(type, key, named) ?? []);
      this.#fields.set(type, fields);
    }
    return fields;
  }

  #collect(
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    nodes: Map<string, FieldNode[]>,
    seen: Set<string>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const named = nodes.get(key);
        if (named) named.push(selection);
        else nodes.set(key, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (seen.has(selection.name.value)) continue;
        seen.add(selection.name.value);
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
      if (fragment && this.#applies(fragment.typeCondition?.name.value, type)) {
        this.#collect(type, fragment.selectionSet, nodes, seen);
      }
    }
  }

  #responseField(parent: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): ResponseField | null {
    const [first] = nodes;
    const name = first?.name.value ?? '';
    const field = metaFields.get(name) ?? parent.getFields()[name];
    if (!first || !field) return null;
    const sources = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const isComposite = !isMetaField(name) && isCompositeType(getNamedType(field.type));
    return {
      key,
      dataKey: isMetaField(name) ? key : dataKeyOf(first),
      name,
      type: field.type,
      below: isComposite ? new Selection(this.schema, this.fragments, sources) : null,
    };
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const conditionType = this.schema.getType(condition);
    return isAbstractType(conditionType) && this.schema.isSubType(conditionType, type);
  }
}
