import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  GraphQLScalarType,
  parse,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import { DateTimeISOResolver } from 'graphql-scalars';
import { buildSchemaSync, createResolversMap, type NonEmptyArray } from 'type-graphql';
import { cacheControlSdl } from './cache-control.ts';
import { RequestContext } from './context.ts';

/** Finds an entity from the key another subgraph sent (`__resolveReference`); null when it is not there for this viewer. */
export type ResolveReference<Context> = (
  reference: { __typename: string } & Record<string, unknown>,
  context: Context,
  info: GraphQLResolveInfo,
) => Promise<object | null> | object | null;

export interface SchemaDefinition<Context> {
  /** Resolver classes. */
  // eslint-disable-next-line typescript/no-unsafe-function-type -- type-graphql's own type of a class
  resolvers: readonly Function[];
  /** For every entity of the subgraph, how to find it by its key. */
  references: Record<string, ResolveReference<Context>>;
  /** Object types that no field names but that must be in the schema: members of interfaces, mostly. */
  // eslint-disable-next-line typescript/no-unsafe-function-type -- as above
  orphanedTypes?: readonly Function[];
}

/** graphql-scalars' strict ISO scalar under the name that the graph promises. */
const DateTime = new GraphQLScalarType({
  ...DateTimeISOResolver.toConfig(),
  name: 'DateTime',
  description: 'An instant in UTC, ISO 8601: `2026-07-01T23:15:00.000Z`.',
});

const header = /* GraphQL */ `
  extend schema
    @link(
      url: "https://specs.apollo.dev/federation/v2.6"
      import: [
        "@key"
        "@shareable"
        "@external"
        "@requires"
        "@provides"
        "@inaccessible"
        "@composeDirective"
        "@interfaceObject"
        "@override"
      ]
    )
    @link(url: "https://specs.apollo.dev/cacheControl/v0.1", import: ["@cacheControl", "CacheControlScope"])
    @composeDirective(name: "@cacheControl")
`;

/** Classes and references in, a federated executable schema and its SDL out. */
export function buildSubgraph<Context>(definition: SchemaDefinition<Context>): {
  schema: GraphQLSchema;
  sdl: string;
} {
  const plain = buildSchemaSync({
    resolvers: [...definition.resolvers] as unknown as NonEmptyArray<never>,
    orphanedTypes: [...(definition.orphanedTypes ?? [])] as never[],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    // The rules validate what GraphQL's own types cannot say, and answer with coded errors.
    validate: false,
    // Federation's directives are only known once the SDL below is built.
    skipCheck: true,
  });
  describeRoots(plain);
  // The printer does not know the directive's types, and would quote the enum's value.
  const printed = printSchemaWithDirectives(plain).replaceAll(/(@cacheControl\(.*?scope: )"(\w+)"/g, '$1$2');
  const sdl = `${header}\n${cacheControlSdl}\n${printed}`;
  const resolvers = createResolversMap(plain);
  for (const [typeName, resolveReference] of Object.entries(definition.references)) {
    const known = resolvers[typeName];
    resolvers[typeName] = {
      ...(typeof known === 'object' ? known : {}),
      __resolveReference: resolveReference,
    } as never;
  }
  const typeDefs = parse(sdl);
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  readAnewForEachMutation(schema);
  return { schema, sdl };
}

/** The mutations of one document share a context: without this the second would show what the first had read. */
function readAnewForEachMutation(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve = defaultFieldResolver } = field;
    field.resolve = (source, args, context: unknown, info): unknown => {
      if (context instanceof RequestContext) context.forgetReads();
      return resolve(source, args, context, info);
    };
  }
}

/** type-graphql has no place for a description of the types that questions and changes hang on. */
function describeRoots(schema: GraphQLSchema): void {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  if (query) query.description = 'Everything that can be asked.';
  if (mutation)
    mutation.description =
      'Everything that can be changed; the mutations of one request run one after another.';
}
