import type { MedicalWebPage, WithContext } from 'schema-dts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toJsonLd } from '../../../../subgraphs/content/article/json-ld.rules.ts';
import { Concern } from '../../../../subgraphs/shared/vocabulary.ts';
import { openDesk, type Desk } from '../revision/desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await openDesk();
});

afterAll(() => desk.content.close());

const isoInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/** Every object of a document, itself first. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (typeof value !== 'object' || value === null) return [];
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)];
}

const jsonLdOf = async (slug: string) => {
  const { data, errors } = await desk.ask<{ article: { id: string; jsonLd: Record<string, unknown> } }>(
    'query ($slug: String!) { article(slug: $slug) { id jsonLd } }',
    { variables: { slug } },
  );
  expect(errors).toBeUndefined();
  return data!.article;
};

it('has what search engines recommend of an article and of a medical page', async () => {
  await desk.act(
    'publishArticle',
    await desk.approved('described', {
      title: 'On grief & "loss" </script>',
      nutshell: ['It **takes** time [@w2018].', 'Company helps.'],
      references: [
        { key: 'w2018', citation: 'Worden (2018).', doi: '10.1891/9780826134752' },
        { key: 'p2020', citation: 'A pamphlet.' },
      ],
      concerns: ['GRIEF', 'ADHD', 'LIFE_TRANSITIONS'],
    }),
  );
  const { id, jsonLd } = await jsonLdOf('described');
  expect(jsonLd).toEqual({
    '@context': 'https://schema.org',
    '@type': 'MedicalWebPage',
    identifier: id,
    name: 'On grief & "loss" </script>',
    headline: 'On grief & "loss" </script>',
    description: 'It takes time. Company helps.',
    inLanguage: 'en-AU',
    isAccessibleForFree: true,
    audience: { '@type': 'Patient' },
    about: [
      { '@type': 'Thing', name: 'grief' },
      { '@type': 'Thing', name: 'ADHD' },
      { '@type': 'Thing', name: 'life transitions' },
    ],
    keywords: ['Loss', 'grief', 'ADHD', 'life transitions'],
    timeRequired: 'PT1M',
    datePublished: '2026-06-01T12:00:00.000Z',
    dateModified: '2026-06-01T12:00:00.000Z',
    lastReviewed: '2026-06-01',
    image: { '@type': 'ImageObject', url: 'http://rapport.test/images/hero.svg', caption: 'Two chairs' },
    primaryImageOfPage: {
      '@type': 'ImageObject',
      url: 'http://rapport.test/images/hero.svg',
      caption: 'Two chairs',
    },
    author: { '@type': 'Person', name: 'Ada Writer' },
    reviewedBy: { '@type': 'Person', name: 'Dr reviewer' },
    citation: [
      { '@type': 'CreativeWork', name: 'Worden (2018).', url: 'https://doi.org/10.1891/9780826134752' },
      { '@type': 'CreativeWork', name: 'A pamphlet.' },
    ],
  });
});

it('is a document that a validator reads: typed nodes, no empty values, ISO dates, absolute addresses', async () => {
  await desk.act('publishArticle', await desk.approved('validated'));
  const { jsonLd } = await jsonLdOf('validated');
  const nodes = objectsIn(jsonLd);
  const entries = nodes.flatMap((node) => Object.entries(node));
  for (const node of nodes) expect(node['@type']).toMatch(/^[A-Z][A-Za-z]+$/);
  for (const [, value] of entries) expect(value ?? '').not.toBe('');
  for (const [key, value] of entries.filter(([name]) => name.startsWith('date'))) {
    expect([key, value]).toEqual([key, expect.stringMatching(isoInstant)]);
  }
  const addresses = entries.filter(([key]) => key === 'url').map(([, value]) => String(value));
  expect(addresses.length).toBeGreaterThan(0);
  for (const address of addresses) expect(() => new URL(address)).not.toThrow();
  expect(jsonLd['timeRequired']).toMatch(/^PT\d+M$/);
});

it('leaves out what is not known', () => {
  const bare = toJsonLd({
    id: 'article_x',
    title: 'Bare',
    points: [],
    topicName: 'Loss',
    concerns: [Concern.OCD],
    heroImage: null,
    author: null,
    reviewer: null,
    references: [],
    readingMinutes: 1,
    publishedAt: null,
    updatedAt: new Date('2026-01-01T00:00:00Z'),
    reviewedAt: null,
  });
  // The compiler holds every property and type to schema.org's own vocabulary.
  const page: WithContext<MedicalWebPage> = bare;
  for (const absent of ['datePublished', 'image', 'author', 'reviewedBy', 'lastReviewed']) {
    expect(page).not.toHaveProperty(absent);
  }
});
