import {
  BREAK,
  Kind,
  visit,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { overLimit, type OperationLimits } from './limits.ts';
import { measureOperation } from './measure.ts';

/**
 * Refuses operations whose lists could give too many objects, which only the variables decide where `first` or `ids` has one.
 * Where none is, the verdict is kept.
 */
export function createObjectLimit(schema: GraphQLSchema, limits: OperationLimits) {
  const verdicts = new WeakMap<
    OperationDefinitionNode,
    { kept: GraphQLError | null } | 'depends on variables'
  >();

  return function refuse(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): GraphQLError | null {
    const known = verdicts.get(operation);
    if (known && known !== 'depends on variables') return known.kept;
    const verdict = overLimit(measureOperation(schema, document, operation, variables), limits);
    if (!known)
      verdicts.set(operation, hasVariableLength(document) ? 'depends on variables' : { kept: verdict });
    return verdict;
  };
}

function hasVariableLength(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.ARGUMENT]({ name, value }) {
      if (!['first', 'ids'].includes(name.value) || value.kind !== Kind.VARIABLE) return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}
