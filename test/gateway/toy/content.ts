import { schemaLinks } from './schema-links.ts';
import type { World } from './world.ts';

export const contentSdl = /* GraphQL */ `
  ${schemaLinks}

  type Article @key(fields: "id") @cacheControl(maxAge: 300) {
    id: ID!
    slug: String!
    title: String!
    topic: Topic!
    heroImage: Image
    readingMinutes: Int!
    nutshell: [String!]!
    body: Body!
    references: [Citation!]!
    essentialReading(first: Int! = 5): [Article!]!
    author: Therapist
  }

  type Topic @cacheControl(maxAge: 600) {
    name: String!
    slug: String!
  }

  type Image @cacheControl(inheritMaxAge: true) {
    url: String!
    alt: String!
  }

  type Body @cacheControl(inheritMaxAge: true) {
    html: String!
    blocks: [Block!]!
  }

  union Block = Heading | Paragraph

  type Heading {
    text: String!
  }

  type Paragraph {
    text: String!
    words: Int!
  }

  type Citation @cacheControl(inheritMaxAge: true) {
    citation: String!
    doi: String
    url: String
  }

  type Therapist @key(fields: "id", resolvable: false) {
    id: ID!
  }

  type ArticleConnection {
    nodes: [Article!]! @cacheControl(inheritMaxAge: true)
    totalCount: Int!
  }

  type SelfTest {
    title: String!
    slug: String!
    minutes: Int!
  }

  type Service {
    name: String!
    slug: String!
    summary: String!
  }

  type Query {
    article(slug: String!): Article
    articles(first: Int! = 10): ArticleConnection @cacheControl(maxAge: 120)
    selfTests: [SelfTest!] @cacheControl(maxAge: 3600)
    services: [Service!] @cacheControl(maxAge: 3600)
    drafts: [Article!]
  }
`;

interface Reference {
  id: string;
}

export function contentResolvers(world: World) {
  const article = (id: string) => world.articles.find((each) => each.id === id);
  const reference = (id: string) => (article(id) ? { __typename: 'Article', id } : null);
  const all = () => world.articles.map(({ id }) => reference(id));
  const read = <T>(name: string, value: (found: World['articles'][number]) => T) => ({
    [name]: (parent: Reference) =>
      world.field('Article', name, parent.id, () => {
        const found = article(parent.id);
        return found ? value(found) : null;
      }),
  });
  return {
    Query: {
      article: (_: unknown, { slug }: { slug: string }) =>
        world.field('Query', 'article', slug, () =>
          reference(world.articles.find((each) => each.slug === slug)?.id ?? ''),
        ),
      articles: (_: unknown, { first }: { first: number }) =>
        world.field('Query', 'articles', '', () => ({
          nodes: all().slice(0, first),
          totalCount: all().length,
        })),
      selfTests: () =>
        world.field('Query', 'selfTests', '', () => [{ title: 'PHQ-9', slug: 'phq-9', minutes: 3 }]),
      services: () =>
        world.field('Query', 'services', '', () => [
          { name: 'Couples therapy', slug: 'couples', summary: 'For two.' },
        ]),
      drafts: () => {
        throw world.error('FORBIDDEN', 'Only editors see drafts.');
      },
    },
    Article: {
      __resolveReference: ({ id }: Reference) => reference(id),
      ...read('slug', (found) => found.slug),
      ...read('title', (found) => found.title),
      ...read('topic', (found) => ({ name: found.topic, slug: found.topic.toLowerCase() })),
      ...read('heroImage', (found) => ({ url: `/demo/images/${found.slug}.svg`, alt: found.title })),
      ...read('readingMinutes', (found) => found.paragraphs.length),
      ...read('nutshell', (found) => found.paragraphs.map((text) => text.slice(0, 8))),
      ...read('body', (found) => ({
        html: found.paragraphs.map((text) => `<p>${text}</p>`).join(''),
        blocks: [
          { __typename: 'Heading', text: found.title },
          ...found.paragraphs.map((text) => ({
            __typename: 'Paragraph',
            text,
            words: text.split(' ').length,
          })),
        ],
      })),
      ...read('references', () => [{ citation: 'Cuijpers et al. 2019', doi: '10.1146/x', url: null }]),
      ...read('author', (found) => (found.author ? { __typename: 'Therapist', id: found.author } : null)),
      essentialReading: (parent: Reference, { first }: { first: number }) =>
        world.field('Article', 'essentialReading', parent.id, () =>
          all()
            .filter((each) => each?.id !== parent.id)
            .slice(0, first),
        ),
    },
  };
}
