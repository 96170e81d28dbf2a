import {
  getNamedType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  separateOperations,
  type DocumentNode,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import type { CacheHint, CacheHints } from './cache-hints.ts';

/** How long an answer may be kept, and by whom. */
export interface CachePolicy {
  /** Seconds; 0: not at all. */
  maxAge: number;
  isPrivate: boolean;
}

export const notCacheable: CachePolicy = { maxAge: 0, isPrivate: false };

/**
 * Works out policies from documents alone, by the rules of Apollo's `@cacheControl`: the shortest `maxAge` of all fields
 * counts; fields of the root count 0 unless the field or its type says otherwise, and so do fields that give objects,
 * unless they inherit; one private field makes the answer private. What `@skip` leaves out counts all the same: it can only
 * shorten.
 *
 * @param schema the API schema
 */
export function createCachePolicies(schema: GraphQLSchema, hints: CacheHints) {
  const known = new WeakMap<DocumentNode, Map<string, CachePolicy>>();

  return function policyOf(document: DocumentNode, operationName: string | undefined): CachePolicy {
    const policies = known.get(document) ?? new Map<string, CachePolicy>();
    known.set(document, policies);
    const policy = policies.get(operationName ?? '') ?? workOut(document, operationName);
    policies.set(operationName ?? '', policy);
    return policy;
  };

  function workOut(document: DocumentNode, operationName: string | undefined): CachePolicy {
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== 'query') return notCacheable;
    let maxAge = Infinity;
    let isPrivate = false;
    const types = new TypeInfo(schema);
    const root = schema.getQueryType();
    const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
    const Field = () => {
      const parent = types.getParentType();
      const definition = types.getFieldDef();
      if (!parent || !definition || definition.name.startsWith('__')) return;
      const type = getNamedType(definition.type);
      const ofField = hints.get(`${parent.name}.${definition.name}`);
      const ofType = isCompositeType(type) ? hintOfType(type) : undefined;
      if (ofField?.isPrivate || ofType?.isPrivate) isPrivate = true;
      const age = ofField?.maxAge ?? ofType?.maxAge;
      if (age !== undefined) maxAge = Math.min(maxAge, age);
      else if (parent === root) maxAge = 0;
      else if (isCompositeType(type) && !ofField?.inheritMaxAge && !ofType?.inheritMaxAge) maxAge = 0;
    };
    visit(own, visitWithTypeInfo(types, { Field }));
    return maxAge > 0 && Number.isFinite(maxAge) ? { maxAge, isPrivate } : notCacheable;
  }

  /** For an interface or union the strictest of its own hint and those of what it can be. */
  function hintOfType(type: GraphQLNamedType): CacheHint | undefined {
    const own = hints.get(type.name);
    if (!own || !isAbstractType(type)) return own;
    return schema.getPossibleTypes(type).reduce<CacheHint>((strictest, { name }) => {
      const hint = hints.get(name);
      if (!hint) return strictest;
      const ages = [strictest.maxAge, hint.maxAge].filter((age) => age !== undefined);
      return {
        inheritMaxAge: strictest.inheritMaxAge,
        isPrivate: strictest.isPrivate || hint.isPrivate,
        ...(ages.length > 0 ? { maxAge: Math.min(...ages) } : {}),
      };
    }, own);
  }
}

/** The value of `Cache-Control` for an answer. With `Authorization` nothing is public, whatever the hints say. */
export function cacheControlHeader(
  { maxAge, isPrivate }: CachePolicy,
  answer: { hasErrors: boolean; isAuthorized: boolean },
): string {
  if (answer.hasErrors || maxAge === 0) return 'no-store';
  return `${isPrivate || answer.isAuthorized ? 'private' : 'public'}, max-age=${maxAge}`;
}
