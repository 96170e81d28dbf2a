import { Kind, visit, type DirectiveNode, type DocumentNode, type SelectionNode } from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** The variables that decide about `@skip` and `@include` anywhere in a document. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE](directive) {
      const value = isCondition(directive) ? conditionOf(directive) : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/**
 * The document as it is when `@skip` and `@include` have had their say for these variables. Planning is then free of
 * them: the planner (0.0.38) loses some where fragments overlap. Selections may end up empty.
 */
export function decideConditions<Node extends DocumentNode>(document: Node, variables: Variables): Node {
  const decide = <Selection extends SelectionNode>(selection: Selection) => {
    if (!selection.directives?.some(isCondition)) return undefined;
    if (!selection.directives.every((directive) => !isCondition(directive) || holds(directive, variables)))
      return null;
    return { ...selection, directives: selection.directives.filter((directive) => !isCondition(directive)) };
  };
  return visit(document, {
    [Kind.FIELD]: decide,
    [Kind.INLINE_FRAGMENT]: decide,
    [Kind.FRAGMENT_SPREAD]: decide,
  });
}

function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

function conditionOf(directive: DirectiveNode) {
  return directive.arguments?.find((argument) => argument.name.value === 'if')?.value;
}

function holds(directive: DirectiveNode, variables: Variables): boolean {
  const condition = conditionOf(directive);
  const value =
    condition?.kind === Kind.VARIABLE
      ? variables[condition.name.value] === true
      : condition?.kind === Kind.BOOLEAN && condition.value;
  return value === (directive.name.value === 'include');
}
