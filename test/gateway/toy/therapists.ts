import { schemaLinks } from './schema-links.ts';
import type { World } from './world.ts';

export const therapistsSdl = /* GraphQL */ `
  ${schemaLinks}

  interface Node {
    id: ID!
  }

  type Therapist implements Node @key(fields: "id") {
    id: ID!
    slug: String!
    name: String!
    profession: Profession!
    state: State!
    photoUrl: String @cacheControl(maxAge: 3600)
    rating: Rating
    nickname: String
    "A colleague, so that entities nest."
    supervisor: Therapist
  }

  type Rating {
    average: Float
    count: Int!
  }

  enum Profession {
    PSYCHOLOGIST
    COUNSELLOR
  }

  enum State {
    NSW
    VIC
  }

  enum RecommendationOrder {
    TOP_RATED
    AVAILABLE_SOONEST
  }

  type Article @key(fields: "id") {
    id: ID!
    recommendedTherapists(first: Int! = 3, order: RecommendationOrder! = TOP_RATED): [Therapist!]
  }

  type Viewer {
    subject: ID!
    email: String @cacheControl(maxAge: 60, scope: PRIVATE)
  }

  type Query {
    therapist(id: ID!): Therapist @cacheControl(maxAge: 120)
    therapists(first: Int! = 10): [Therapist!] @cacheControl(maxAge: 60)
    "Answers null, which its type forbids, when the world says so."
    firstTherapist: Therapist!
    me: Viewer
    whoAsks: String
  }

  input RenameInput {
    id: ID!
    name: String!
  }

  type Renamed {
    therapist: Therapist!
  }

  type NameTaken implements Problem {
    message: String!
  }

  interface Problem {
    message: String!
  }

  union RenameResult = Renamed | NameTaken

  type Mutation {
    renameTherapist(input: RenameInput!): RenameResult
  }
`;

interface Reference {
  id: string;
}

/** Resolvers read everything by the parent's id, so the same ones serve the subgraph and the unfederated oracle. */
export function therapistsResolvers(world: World) {
  const rows = () => world.therapists;
  const row = (id: string) => rows().find((therapist) => therapist.id === id);
  const reference = (id: string) => (row(id) ? { __typename: 'Therapist', id } : null);
  const column = (name: 'slug' | 'name' | 'profession' | 'state' | 'photoUrl') => (parent: Reference) =>
    world.field('Therapist', name, parent.id, () => row(parent.id)?.[name]);
  const ranked = (first: number, order: string) => {
    const byRating = rows().toSorted((a, b) => b.average - a.average);
    return (order === 'TOP_RATED' ? byRating : rows()).slice(0, first).map(({ id }) => reference(id));
  };
  return {
    Query: {
      therapist: (_: unknown, { id }: Reference) =>
        world.field('Query', 'therapist', id, () => reference(id)),
      therapists: (_: unknown, { first }: { first: number }) =>
        world.field('Query', 'therapists', '', () =>
          rows()
            .slice(0, first)
            .map(({ id }) => reference(id)),
        ),
      firstTherapist: () => world.field('Query', 'firstTherapist', '', () => reference(rows()[0]?.id ?? '')),
      me: (_: unknown, __: unknown, context: { authorization?: string }) => {
        if (context.authorization === undefined) return null;
        if (context.authorization === 'Bearer expired')
          throw world.error('UNAUTHENTICATED', 'The token has expired.');
        return { subject: context.authorization.replace('Bearer ', ''), email: 'someone@example.com' };
      },
      whoAsks: (_: unknown, __: unknown, context: { authorization?: string }) =>
        context.authorization ?? 'nobody',
    },
    Mutation: {
      renameTherapist: (_: unknown, { input }: { input: { id: string; name: string } }) =>
        world.field('Mutation', 'renameTherapist', input.id, () => {
          world.log.push(`rename ${input.name}`);
          const therapist = row(input.id);
          if (!therapist) throw world.error('NOT_FOUND', 'There is no such therapist.');
          if (rows().some(({ name }) => name === input.name)) {
            return { __typename: 'NameTaken', message: 'Somebody has that name.' };
          }
          therapist.name = input.name;
          return { __typename: 'Renamed', therapist: reference(input.id) };
        }),
    },
    Therapist: {
      __resolveReference: ({ id }: Reference) =>
        world.field('Therapist', '__reference', id, () => reference(id)),
      slug: column('slug'),
      name: column('name'),
      profession: column('profession'),
      state: column('state'),
      photoUrl: column('photoUrl'),
      rating: (parent: Reference) =>
        world.field('Therapist', 'rating', parent.id, () => ({
          average: row(parent.id)?.average,
          count: row(parent.id)?.reviews,
        })),
      nickname: (parent: Reference) =>
        world.field('Therapist', 'nickname', parent.id, () => {
          const name = row(parent.id)?.name;
          return name ? name.slice(0, 3) : null;
        }),
      supervisor: (parent: Reference) =>
        world.field('Therapist', 'supervisor', parent.id, () => reference(row(parent.id)?.supervisor ?? '')),
    },
    Article: {
      __resolveReference: ({ id }: Reference) => ({ __typename: 'Article', id }),
      recommendedTherapists: (parent: Reference, { first, order }: { first: number; order: string }) =>
        world.field('Article', 'recommendedTherapists', parent.id, () => ranked(first, order)),
    },
  };
}
