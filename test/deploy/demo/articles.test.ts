import { describe, expect, it } from 'vitest';
import { printArticleFile } from '../../../subgraphs/content/article/front-matter.ts';
import type { Block } from '../../../subgraphs/content/article/markdown/blocks.ts';
import { parseInline, renderMarkdown } from '../../../subgraphs/content/article/markdown/render.ts';
import { articles, pictures, selfTests, services, therapists, topics } from './shipped.ts';

const slugs = new Set(articles.map(({ article }) => article.slug));

describe.each(articles)('$file', ({ file, text, article }) => {
  const rendered = renderMarkdown(article.body, { references: article.references });

  it('is named after its slug and stands in the one form that export writes', () => {
    expect(file).toBe(`${article.slug}.md`);
    expect(printArticleFile(article)).toBe(text);
  });

  it('is neither a note nor a chapter', () => {
    expect(rendered.words).toBeGreaterThanOrEqual(450);
    expect(rendered.words).toBeLessThanOrEqual(900);
  });

  it('has what a reader expects: sections, a list, a quote, something to do next', () => {
    const types = new Set(rendered.blocks.map(({ type }) => type));
    expect(rendered.tableOfContents.length).toBeGreaterThanOrEqual(3);
    expect([...types]).toEqual(expect.arrayContaining(['heading', 'paragraph', 'list', 'quote']));
    expect(types.has('callToAction') || types.has('therapistCard')).toBe(true);
    expect(article.nutshell.length).toBeGreaterThanOrEqual(3);
  });

  it('cites every work it lists, each with its DOI', () => {
    const points = article.nutshell.map((point) => parseInline(point, article.references));
    const cited = [...rendered.citationsUsed, ...points.flatMap(({ citationsUsed }) => citationsUsed)];
    expect(new Set(cited.map(({ key }) => key))).toEqual(new Set(article.references.map(({ key }) => key)));
    expect(article.references.filter(({ doi }) => doi === null)).toEqual([]);
    expect(article.references.length).toBeGreaterThanOrEqual(1);
  });

  it('leads only to what exists', () => {
    expect(topics.map(({ slug }) => slug)).toContain(article.topic);
    expect(article.essentialReading.filter((slug) => !slugs.has(slug))).toEqual([]);
    const people = [article.author?.therapist, article.reviewer?.therapist, ...rendered.blocks.map(cardOf)];
    expect(people.filter((slug) => typeof slug === 'string' && !therapists.has(slug))).toEqual([]);
    expect(addressesIn(rendered.blocks).filter((address) => !exists(address))).toEqual([]);
    expect(pictures.has(article.heroImage?.url ?? '')).toBe(true);
  });

  it('is published, by one therapist and reviewed by another, and due for review later', () => {
    expect(article.status).toBe('PUBLISHED');
    expect(article.author?.therapist).toBeTruthy();
    expect(article.reviewer?.therapist).not.toBe(article.author?.therapist);
    const published = article.publishedAt?.toISOString() ?? '';
    expect(published >= '2026-03-01' && published < '2026-12-01').toBe(true);
    expect(article.updatedAt >= (article.publishedAt ?? new Date(Number.NaN))).toBe(true);
    expect((article.reviewDueOn ?? '') > article.updatedAt.toISOString()).toBe(true);
  });
});

describe('the library', () => {
  it('has at least twelve articles, over every topic', () => {
    expect(articles.length).toBeGreaterThanOrEqual(12);
    expect(topics.length).toBeGreaterThanOrEqual(4);
    expect(new Set(articles.map(({ article }) => article.topic))).toEqual(
      new Set(topics.map(({ slug }) => slug)),
    );
  });

  it('has an article on why the relationship matters and one on raising a concern', () => {
    expect(slugs.has('why-the-relationship-matters')).toBe(true);
    expect(slugs.has('raising-it-with-your-therapist')).toBe(true);
  });

  it('cites one work under one DOI wherever it is cited', () => {
    const dois = new Map<string, Set<string | null>>();
    for (const { citation, doi } of articles.flatMap(({ article }) => article.references)) {
      dois.set(citation, (dois.get(citation) ?? new Set()).add(doi));
    }
    expect([...dois.values()].filter((set) => set.size > 1)).toEqual([]);
    const all = [...dois.values()].flatMap((set) => Array.from(set));
    expect(new Set(all).size).toBe(all.length);
  });

  it('shows pictures within several articles', () => {
    const withPictures = articles.filter(({ article }) =>
      renderMarkdown(article.body).blocks.some(({ type }) => type === 'image'),
    );
    expect(withPictures.length).toBeGreaterThanOrEqual(5);
  });

  it('holds the articles that the self tests lead to', () => {
    expect(selfTests.flatMap((test) => test.articles).filter((slug) => !slugs.has(slug))).toEqual([]);
  });
});

function cardOf(block: Block): string | null {
  return block.type === 'therapistCard' ? block.slug : null;
}

function addressesIn(blocks: readonly Block[]): string[] {
  const addresses: string[] = [];
  JSON.stringify(blocks, (key, value: unknown) => {
    if ((key === 'href' || key === 'url') && typeof value === 'string') addresses.push(value);
    return value;
  });
  return addresses;
}

/** Whether an address of the site is one that the demonstration has; addresses elsewhere are not looked up. */
function exists(address: string): boolean {
  const [, folder, name] = /^\/([a-z-]+)\/?([^?]*)/.exec(address) ?? [];
  switch (folder) {
    case undefined:
      return /^(?:https:|tel:|#)/.test(address);
    case 'articles':
      return slugs.has(name ?? '');
    case 'self-tests':
      return selfTests.some(({ slug }) => slug === name);
    case 'services':
      return services.some(({ slug }) => slug === name);
    case 'demo':
      return pictures.has(address);
    default:
      return ['therapists', 'match'].includes(folder) && name === '';
  }
}
