import { z } from 'zod';
import type { Concern } from '../../shared/vocabulary.ts';
import { isCalendarDay, isWritable } from '../calendar-day.ts';
import { concernSchema } from '../concern-slug.ts';
import { line } from '../text-line.ts';
import type { Reference } from './markdown/blocks.ts';
import { imageTarget, linkTarget } from './markdown/links.rules.ts';

export const ARTICLE_STATUSES = ['DRAFT', 'IN_REVIEW', 'PUBLISHED', 'ARCHIVED'] as const;

/** Somebody who wrote or reviewed; `therapist` is the slug of their profile when they are one of ours, else null. */
export interface Contributor {
  name: string;
  therapist: string | null;
}

/** An article as it stands in a file: what `front-matter.ts` reads and writes. */
export interface ArticleFile {
  slug: string;
  title: string;
  /** Slug of the topic. */
  topic: string;
  status: (typeof ARTICLE_STATUSES)[number];
  /** Null only while the article is not published; so are `author`, too few nutshell points and no concerns. */
  heroImage: { url: string; alt: string } | null;
  author: Contributor | null;
  reviewer: Contributor | null;
  /** 2 to 5 points (in a draft fewer), each one line of Markdown that may cite. */
  nutshell: string[];
  /** In the order that numbers them. */
  references: Reference[];
  concerns: Concern[];
  /** Slugs of articles, in the order to show them. */
  essentialReading: string[];
  /** When it was or will be published; null for a draft without a date. */
  publishedAt: Date | null;
  updatedAt: Date;
  /** A calendar day, YYYY-MM-DD. */
  reviewDueOn: string | null;
  /** Markdown, as `canonicalBody` leaves it. */
  body: string;
}

const slug = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');

const contributor = z.strictObject({ name: line(120), therapist: slug.nullish().transform(orNull) });

const reference = z.strictObject({
  key: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9-]*$/, 'must be letters, digits and hyphens'),
  citation: line(600),
  doi: z
    .string()
    .max(200)
    .regex(/^10\.\d{4,9}\/[\x21-\x7e]+$/, 'must be a bare DOI, such as 10.1037/pst0000172')
    .nullish()
    .transform(orNull),
  url: z
    .string()
    .refine((url) => /^https?:/.test(linkTarget(url) ?? ''), 'must be an http(s) address')
    .nullish()
    .transform(orNull),
});

/** A list without repetitions; absent means empty. */
function listOf<T extends z.ZodType>(item: T, max: number) {
  return z
    .array(item)
    .max(max)
    .refine((items) => new Set(items).size === items.length, 'names something twice')
    .nullish()
    .transform((items) => items ?? []);
}

const instant = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-05-01T00:00:00Z' })
  .transform((text) => new Date(text))
  .refine(isWritable, 'must be a time such as 2026-05-01T00:00:00Z');

/** What stands between the two `---` of an article file. Unknown keys are mistakes, not extras. */
export const frontMatterSchema = z
  .strictObject({
    slug,
    title: line(200),
    topic: slug,
    status: z.enum(ARTICLE_STATUSES),
    heroImage: z
      .strictObject({
        url: z.string().refine((url) => imageTarget(url) !== null, 'must be https or a /path of the site'),
        alt: line(300),
      })
      .nullish()
      .transform(orNull),
    author: contributor.nullish().transform(orNull),
    reviewer: contributor.nullish().transform(orNull),
    nutshell: listOf(line(400), 5),
    references: listOf(reference, 50),
    concerns: listOf(concernSchema, 10),
    essentialReading: listOf(slug, 20),
    publishedAt: instant.nullish().transform(orNull),
    updatedAt: instant,
    reviewDueOn: z
      .string()
      .refine(isCalendarDay, 'must be a day such as 2027-05-01')
      .nullish()
      .transform(orNull),
  })
  .superRefine((article, context) => {
    const fail = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    if (article.status === 'PUBLISHED') {
      for (const key of ['publishedAt', 'heroImage', 'author'] as const) {
        if (article[key] === null) fail(['status'], `PUBLISHED needs "${key}"`);
      }
      if (article.nutshell.length < 2) fail(['nutshell'], 'PUBLISHED needs 2 to 5 points');
      if (article.concerns.length === 0) fail(['concerns'], 'PUBLISHED needs at least one');
    }
    const own = article.essentialReading.indexOf(article.slug);
    if (own >= 0) fail(['essentialReading', own], 'is the article itself');
    const keys = article.references.map(({ key }) => key);
    keys.forEach((key, index) => {
      if (keys.indexOf(key) < index) fail(['references', index, 'key'], `"${key}" is used twice`);
    });
  });

/** Where a reference can be read: its address if it has one, else its DOI as an address; null when it has neither. */
export function referenceUrl({ doi, url }: Pick<Reference, 'doi' | 'url'>): string | null {
  return url ?? (doi === null ? null : `https://doi.org/${doi.split('/').map(encodeURIComponent).join('/')}`);
}

function orNull<T>(value: T | null | undefined): T | null {
  return value ?? null;
}
