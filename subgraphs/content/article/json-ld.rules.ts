import type { CreativeWork, MedicalWebPage, Person, WithContext } from 'schema-dts';
import { Concern } from '../../shared/vocabulary.ts';
import { referenceUrl } from './article-file.ts';
import type { Reference } from './markdown/blocks.ts';

/** What a search engine is told of an article. */
export interface DescribedArticle {
  id: string;
  title: string;
  points: readonly string[];
  topicName: string;
  concerns: readonly Concern[];
  /** Absolute address. */
  heroImage: { url: string; alt: string } | null;
  author: { name: string } | null;
  reviewer: { name: string } | null;
  references: readonly Reference[];
  readingMinutes: number;
  publishedAt: Date | null;
  updatedAt: Date;
  /** When a clinician last checked it; null when none did. */
  reviewedAt: Date | null;
}

/**
 * The article as a schema.org MedicalWebPage (https://schema.org/MedicalWebPage), for the page's `script` of type
 * `application/ld+json`. Its address is left to the page, which alone knows it.
 */
export function toJsonLd(article: DescribedArticle): WithContext<MedicalWebPage> {
  const { heroImage, author, reviewer, references, publishedAt, reviewedAt } = article;
  const image =
    heroImage && ({ '@type': 'ImageObject', url: heroImage.url, caption: heroImage.alt } as const);
  return {
    '@context': 'https://schema.org',
    '@type': 'MedicalWebPage',
    identifier: article.id,
    name: article.title,
    headline: article.title,
    description: article.points.join(' '),
    inLanguage: 'en-AU',
    isAccessibleForFree: true,
    audience: { '@type': 'Patient' },
    about: article.concerns.map((concern) => ({ '@type': 'Thing', name: wordsOf(concern) })),
    keywords: [article.topicName, ...article.concerns.map(wordsOf)],
    timeRequired: `PT${article.readingMinutes}M`,
    dateModified: article.updatedAt.toISOString(),
    ...(publishedAt && { datePublished: publishedAt.toISOString() }),
    ...(image && { image, primaryImageOfPage: image }),
    ...(author && { author: person(author) }),
    ...(reviewer && { reviewedBy: person(reviewer) }),
    ...(reviewedAt && { lastReviewed: reviewedAt.toISOString().slice(0, 10) }),
    citation: references.map(work),
  };
}

function person({ name }: { name: string }): Person {
  return { '@type': 'Person', name };
}

function work(reference: Reference): CreativeWork {
  const url = referenceUrl(reference);
  return { '@type': 'CreativeWork', name: reference.citation, ...(url !== null && { url }) };
}

/** A concern as a sentence has it: `couples conflict`, `ADHD`. */
function wordsOf(concern: Concern): string {
  if (concern === Concern.ADHD || concern === Concern.OCD) return concern;
  return concern.toLowerCase().replaceAll('_', ' ');
}
