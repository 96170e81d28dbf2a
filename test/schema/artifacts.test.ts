import { readFileSync, readdirSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  isUnionType,
  type GraphQLField,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { schemaArtifacts } from '../../schema/artifacts.ts';
import { projectPath } from '../../subgraphs/shared/project-root.ts';

const artifacts = schemaArtifacts();
const api = buildSchema(artifacts['api.graphql']!);

describe('the committed schema', () => {
  it('has a file for each subgraph, the supergraph and the API, and no other', () => {
    const committed = readdirSync(projectPath('schema')).filter((name) => name.endsWith('.graphql'));
    expect(committed.toSorted()).toEqual(Object.keys(artifacts).toSorted());
  });

  it.each(Object.keys(artifacts))('%s is what the code says now; npm run schema writes it', (name) => {
    const [committed, fresh] = [readFileSync(projectPath('schema', name), 'utf8'), artifacts[name]!];
    // The whole of either would bury what is different.
    const lines = fresh.split('\n');
    const line = committed.split('\n').findIndex((text, index) => text !== lines[index]);
    expect(line === -1 ? [] : [`line ${line + 1}`, committed.split('\n')[line], lines[line]]).toEqual([]);
    expect(committed === fresh).toBe(true);
  });
});

interface Element {
  coordinate: string;
  description: string | null | undefined;
  deprecationReason?: string | null | undefined;
}

const ownDirectives = api.getDirectives().filter((directive) => !isSpecifiedDirective(directive));

/** Everything in the API schema that introspection can show a description of, by its schema coordinate. */
const elements: Element[] = [
  ...Object.values(api.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .flatMap((type): Element[] => {
      const itself = { coordinate: type.name, description: type.description };
      if (isObjectType(type) || isInterfaceType(type)) {
        return [
          itself,
          ...Object.values(type.getFields()).flatMap((field) => fieldElements(type.name, field)),
        ];
      }
      const parts = isEnumType(type)
        ? type.getValues()
        : isInputObjectType(type)
          ? Object.values(type.getFields())
          : [];
      return [itself, ...parts.map((part) => element(`${type.name}.${part.name}`, part))];
    }),
  ...ownDirectives.map((directive) => element(`@${directive.name}`, directive)),
  ...ownDirectives.flatMap(({ name, args }) => args.map((arg) => element(`@${name}(${arg.name}:)`, arg))),
];

function fieldElements(typeName: string, field: GraphQLField<unknown, unknown>): Element[] {
  const coordinate = `${typeName}.${field.name}`;
  return [
    element(coordinate, field),
    ...field.args.map((arg) => element(`${coordinate}(${arg.name}:)`, arg)),
  ];
}

function element(
  coordinate: string,
  { description, deprecationReason }: Omit<Element, 'coordinate'>,
): Element {
  return { coordinate, description, deprecationReason };
}

const coordinatesOf = (offenders: Element[]) => offenders.map(({ coordinate }) => coordinate);

describe('the API that clients read', () => {
  it('is all there to be looked at', () => {
    const known = new Set(coordinatesOf(elements));
    for (const coordinate of [
      'Query',
      'Query.article',
      'Query.article(slug:)',
      'Concern.GRIEF',
      'PageInfo.endCursor',
      'Node.id',
    ])
      expect(known).toContain(coordinate);
  });

  it('describes every type, field, argument, input field, enum value and directive', () => {
    expect(coordinatesOf(elements.filter(({ description }) => !description?.trim()))).toEqual([]);
  });

  it('describes in whole sentences', () => {
    const isSentence = (text: string) => /^["`\p{Lu}\d]/u.test(text) && /[.!?)`"]$/.test(text.trim());
    expect(
      coordinatesOf(elements.filter(({ description }) => description && !isSentence(description))),
    ).toEqual([]);
  });

  it('deprecates with a reason and the date of it', () => {
    const isDated = (reason: string) => /\b\d{4}-\d{2}-\d{2}\b/.test(reason) && reason.length > 20;
    expect(
      coordinatesOf(
        elements.filter(({ deprecationReason }) => deprecationReason && !isDated(deprecationReason)),
      ),
    ).toEqual([]);
  });

  it('shows nothing of federation and caching', () => {
    const steering = /^(_|federation__|join__|link__|CacheControl|cacheControl$|key$|shareable$)/;
    const names = [
      ...Object.keys(api.getTypeMap()).filter((name) => !name.startsWith('__')),
      ...api.getDirectives().map(({ name }) => name),
    ];
    expect(names.filter((name) => steering.test(name))).toEqual([]);
    expect(Object.keys(api.getQueryType()!.getFields()).filter((name) => name.startsWith('_'))).toEqual([]);
  });
});

describe('mutations', () => {
  const mutations = Object.values(api.getMutationType()?.getFields() ?? {});

  it('all take an idempotency key', () => {
    const takesKey = ({ args }: GraphQLField<unknown, unknown>) =>
      args.some(({ name, type }) => {
        const input = getNamedType(type);
        return (
          name === 'idempotencyKey' || (isInputObjectType(input) && 'idempotencyKey' in input.getFields())
        );
      });
    expect(mutations.filter((field) => !takesKey(field)).map(({ name }) => name)).toEqual([]);
  });

  it('all answer with a union of one success and problems, each with its message', () => {
    const problem = api.getType('Problem');
    const isGood = ({ type }: GraphQLField<unknown, unknown>) => {
      const answer = getNamedType(type);
      if (!isUnionType(answer)) return false;
      const successes = answer
        .getTypes()
        .filter((member) => !member.getInterfaces().some((each) => each === problem));
      return successes.length === 1;
    };
    expect(mutations.filter((field) => !isGood(field)).map(({ name }) => name)).toEqual([]);
  });
});
