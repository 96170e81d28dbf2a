import fc from 'fast-check';
import {
  buildSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  type GraphQLCompositeType,
  type GraphQLField,
} from 'graphql';
import { toyComposition } from './subgraphs.ts';
import type { Fault } from './world.ts';

const schema = buildSchema(toyComposition.api);

/** Part of a query's text, with the fragment definitions that it spreads. */
interface Part {
  text: string;
  fragments: string[];
}

/** What an argument may be; a field given the same arguments gets the same alias, so that fields always merge. */
const argumentsOf: Record<string, string[]> = {
  'Query.therapist': ['(id: "t1")', '(id: "t2")', '(id: "nobody")'],
  'Query.therapists': ['', '(first: 2)'],
  'Query.slot': ['(id: "slot:t2:SESSION:0")'],
  'Query.node': ['(id: "t1")', '(id: "slot:t2:SESSION:0")'],
  'Query.nodes': ['(ids: ["t1", "slot:t2:SESSION:0", "x", "t1"])'],
  'Query.slowly': ['(milliseconds: 0)'],
  'Query.large': ['(characters: 3)'],
  'Query.article': ['(slug: "sleep")', '(slug: "worry")', '(slug: "nothing")'],
  'Query.articles': ['', '(first: 1)'],
  'Article.recommendedTherapists': ['', '(first: 1, order: AVAILABLE_SOONEST)'],
  'Article.essentialReading': ['', '(first: 1)'],
  'Therapist.openSlots': ['(kind: CONSULTATION, first: 1)', '(kind: SESSION)', '(kind: $kind, first: $few)'],
};

const borrowedNames: Record<string, string> = { id: 'slug', slug: 'id', name: '__typename', title: 'name' };

const directives = [
  '',
  '',
  '',
  '',
  '@skip(if: false)',
  '@include(if: $yes)',
  '@skip(if: $yes)',
  '@include(if: $no)',
];

/** The variables of every random query: `$few` is left to its default. */
export const randomQueryVariables = { yes: true, no: false, kind: 'CONSULTATION' };
const variableTypes = { yes: 'Boolean!', no: 'Boolean = false', kind: 'AppointmentKind!', few: 'Int! = 2' };

function fieldPart(
  type: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): fc.Arbitrary<Part> {
  const options = argumentsOf[`${type.name}.${field.name}`] ?? [''];
  const inner = getNamedType(field.type);
  const nothing: fc.Arbitrary<Part> = fc.constant({ text: '', fragments: [] });
  const below = isCompositeType(inner) ? selection(inner, depth - 1) : nothing;
  return fc
    .tuple(fc.nat(options.length - 1), fc.nat(9), fc.constantFrom(...directives), below)
    .map(([option, naming, directive, { text, fragments }]) => {
      const own = naming < 5 || option > 0 ? `${field.name}_${option}: ` : '';
      // The name of another field, which the plan may need for itself.
      const alias = naming === 9 && text === '' ? `${borrowedNames[field.name] ?? 'id'}: ` : own;
      return { text: `${alias}${field.name}${options[option]} ${directive} ${text}`, fragments };
    });
}

function selection(type: GraphQLCompositeType, depth: number): fc.Arbitrary<Part> {
  const typename = fc.constant<Part>({ text: '__typename', fragments: [] });
  const fields = isAbstractType(type) && !('getFields' in type) ? [] : Object.values(type.getFields());
  const usable = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
  const choices: fc.WeightedArbitrary<Part>[] = [{ weight: 1, arbitrary: typename }];
  if (usable.length > 0) {
    choices.push({
      weight: 8,
      arbitrary: fc.constantFrom(...usable).chain((field) => fieldPart(type, field, depth)),
    });
  }
  if (depth > 0) {
    const conditions = isObjectType(type)
      ? [type, ...type.getInterfaces()]
      : [type, ...schema.getPossibleTypes(type)];
    const inline = fc.constantFrom(...conditions).chain((condition) =>
      fc
        .tuple(selection(condition, depth - 1), fc.constantFrom(...directives))
        .map(([{ text, fragments }, directive]) => ({
          text: `... on ${condition.name} ${directive} ${text}`,
          fragments,
        })),
    );
    const named = fc.tuple(selection(type, depth - 1), fc.nat(1e9)).map(([part, number]) => ({
      text: `...F${number}`,
      fragments: [...part.fragments, `fragment F${number} on ${type.name} ${part.text}`],
    }));
    choices.push({ weight: 1, arbitrary: inline }, { weight: 1, arbitrary: named });
  }
  return fc.array(fc.oneof(...choices), { minLength: 1, maxLength: 4 }).map((parts) => ({
    text: `{ ${parts.map(({ text }) => text).join(' ')} }`,
    fragments: parts.flatMap(({ fragments }) => fragments),
  }));
}

const queryType = schema.getQueryType()!;

export const randomQuery: fc.Arbitrary<string> = selection(queryType, 4).map(({ text, fragments }) => {
  const body = `${text}\n${fragments.join('\n')}`;
  const used = Object.entries(variableTypes).filter(([name]) => body.includes(`$${name}`));
  const definitions = used.map(([name, type]) => `$${name}: ${type}`).join(', ');
  return `query Random${definitions && `(${definitions})`} ${body}`;
});

const places = Object.values(schema.getTypeMap())
  .filter((type) => isObjectType(type))
  .filter(({ name }) => ['Query', 'Therapist', 'Slot', 'Article'].includes(name))
  .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));
const rows = ['', ':t1', ':t2', ':a1', ':a2', ':slot:t1:CONSULTATION:0'];
const faults: Fault[] = ['null', 'null', { code: 'NOT_FOUND', message: 'Acted absence.' }];

/** What goes wrong while it runs. */
export const randomFaults: fc.Arbitrary<[string, Fault][]> = fc.array(
  fc
    .tuple(fc.constantFrom(...places), fc.constantFrom(...rows), fc.constantFrom(...faults))
    .map(([place, row, fault]): [string, Fault] => [`${place}${row}`, fault]),
  { maxLength: 6 },
);
