import type { EntityManager } from '@mikro-orm/postgresql';
import type { ArticleFile } from '../../../../subgraphs/content/article/article-file.ts';
import { importArticles, type ImportReport } from '../../../../subgraphs/content/article/article.import.ts';
import { importTopics } from '../../../../subgraphs/content/topic/topic.import.ts';
import { Concern } from '../../../../subgraphs/shared/vocabulary.ts';

/** A published article about grief under the topic `loss`; `overrides` says what a test is about. */
export function articleFile(slug: string, overrides: Partial<ArticleFile> = {}): ArticleFile {
  return {
    slug,
    title: `About ${slug}`,
    topic: 'loss',
    status: 'PUBLISHED',
    heroImage: { url: '/images/hero.svg', alt: 'Two chairs' },
    author: { name: 'Ada Writer', therapist: null },
    reviewer: null,
    nutshell: ['One point.', 'Another point.'],
    references: [],
    concerns: [Concern.GRIEF],
    essentialReading: [],
    publishedAt: new Date('2026-01-01T00:00:00Z'),
    updatedAt: new Date('2026-01-02T00:00:00Z'),
    reviewDueOn: null,
    body: 'Some words.\n',
    ...overrides,
  };
}

/** The moment at which the tests of articles play unless they say otherwise. */
export const noon = new Date('2026-06-01T12:00:00Z');

/** Imports articles, with the topics `loss` and `work` there. */
export async function importFiles(
  em: EntityManager,
  files: readonly ArticleFile[],
  now = noon,
): Promise<ImportReport> {
  await importTopics(em, [
    { slug: 'loss', name: 'Loss', summary: 'Losing and going on.' },
    { slug: 'work', name: 'Work', summary: 'Working and resting.' },
  ]);
  return importArticles(em, files, { now, by: { subject: 'importer', name: null } });
}
