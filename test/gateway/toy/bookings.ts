import { schemaLinks } from './schema-links.ts';
import type { World } from './world.ts';

export const bookingsSdl = /* GraphQL */ `
  ${schemaLinks}

  scalar DateTime

  interface Node {
    id: ID!
  }

  type Therapist implements Node @key(fields: "id") {
    id: ID!
    sessionCount: Int @cacheControl(inheritMaxAge: true)
    openSlots(kind: AppointmentKind!, first: Int! = 3): [Slot!]
    "Not nullable although it crosses a subgraph, to see nulls travel."
    strictCount: Int!
  }

  enum AppointmentKind {
    CONSULTATION
    SESSION
  }

  type Slot implements Node @key(fields: "id") @cacheControl(maxAge: 30) {
    id: ID!
    kind: AppointmentKind!
    startsAt: DateTime!
    endsAt: DateTime!
    therapist: Therapist
  }

  type Query {
    slot(id: ID!): Slot
    node(id: ID!): Node
    nodes(ids: [ID!]!): [Node]!
    "Takes its time: milliseconds."
    slowly(milliseconds: Int!): String
    large(characters: Int!): String
  }

  type Mutation {
    book(slotId: ID!): Slot
  }
`;

interface Reference {
  id: string;
}

const minute = 60_000;
const kinds = { CONSULTATION: 15, SESSION: 50 } as const;
type Kind = keyof typeof kinds;

/** Slot ids are `slot:therapist:KIND:index`, so no row is needed to read one again. */
export function bookingsResolvers(world: World) {
  const slot = (id: string) => {
    const [, therapist = '', kind = 'CONSULTATION', index = '0'] = id.split(':') as [
      string,
      string?,
      Kind?,
      string?,
    ];
    const starts = Date.UTC(2026, 9, 1, 9) + Number(index) * 60 * minute;
    return { therapist, kind, starts, ends: starts + kinds[kind] * minute };
  };
  const of = <T>(name: string, read: (found: ReturnType<typeof slot>) => T) => ({
    [name]: (parent: Reference) => world.field('Slot', name, parent.id, () => read(slot(parent.id))),
  });
  const node = (id: string) => ({ __typename: id.startsWith('slot:') ? 'Slot' : 'Therapist', id });
  return {
    Query: {
      node: (_: unknown, { id }: Reference) => world.field('Query', 'node', id, () => node(id)),
      nodes: (_: unknown, { ids }: { ids: string[] }) =>
        ids.map((id) => (id.startsWith('x') ? null : node(id))),
      slot: (_: unknown, { id }: Reference) =>
        world.field('Query', 'slot', id, () => ({ __typename: 'Slot', id })),
      slowly: (_: unknown, { milliseconds }: { milliseconds: number }) =>
        new Promise((resolve) => setTimeout(() => resolve(`after ${milliseconds} ms`), milliseconds)),
      large: (_: unknown, { characters }: { characters: number }) => 'x'.repeat(characters),
    },
    Mutation: {
      book: (_: unknown, { slotId }: { slotId: string }) =>
        world.field('Mutation', 'book', slotId, () => {
          world.log.push(`book ${slotId}`);
          return { __typename: 'Slot', id: slotId };
        }),
    },
    Therapist: {
      __resolveReference: ({ id }: Reference) => ({ __typename: 'Therapist', id }),
      sessionCount: (parent: Reference) =>
        world.field('Therapist', 'sessionCount', parent.id, () => world.sessions[parent.id] ?? 0),
      strictCount: (parent: Reference) =>
        world.field('Therapist', 'strictCount', parent.id, () => world.sessions[parent.id] ?? 0),
      openSlots: (parent: Reference, { kind, first }: { kind: Kind; first: number }) =>
        world.field('Therapist', 'openSlots', parent.id, () =>
          Array.from({ length: first }, (_, index) => ({
            __typename: 'Slot',
            id: `slot:${parent.id}:${kind}:${index}`,
          })),
        ),
    },
    Slot: {
      __resolveReference: ({ id }: Reference) => ({ __typename: 'Slot', id }),
      ...of('kind', (found) => found.kind),
      ...of('startsAt', (found) => new Date(found.starts).toISOString()),
      ...of('endsAt', (found) => new Date(found.ends).toISOString()),
      ...of('therapist', (found) => ({ __typename: 'Therapist', id: found.therapist })),
    },
  };
}
