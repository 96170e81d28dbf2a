import type { EntityManager } from '@mikro-orm/postgresql';
import { badInput } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { Article } from '../article/article.entity.ts';
import { frontMatterSchema } from '../article/article-file.ts';
import type { ArticleRevision, Byline } from '../article/article-revision.entity.ts';
import type { ArticleContent } from '../article/article.store.ts';
import { canonicalBody } from '../article/front-matter.ts';
import { parseInline, renderMarkdown } from '../article/markdown/render.ts';
import { concernSlug } from '../concern-slug.ts';
import { KnownTherapist } from '../therapist/therapist.entity.ts';
import { Topic } from '../topic/topic.entity.ts';
import type { ArticleContentInput } from './editorial.input.ts';
import type { EditorialOutcome, Fault } from './editorial-outcomes.ts';

/**
 * What an editor sent as what is stored. What is malformed, or names what is not there, is BAD_USER_INPUT with the field;
 * what is wrong in the Markdown is a refusal that names every fault.
 */
export async function toContent(em: EntityManager, input: ArticleContentInput): Promise<ArticleContent> {
  const ids = {
    topicId: requireId('Topic', input.topicId, 'content.topicId'),
    essentialReading: input.essentialReadingIds.map((id, index) =>
      requireId('Article', id, `content.essentialReadingIds[${index}]`),
    ),
  };
  const matter = requireForm(input);
  await requireThere(em, ids);
  const author = await authorOf(em, input);
  const body = canonicalBody(input.body);
  const content = {
    title: matter.title,
    heroImage: matter.heroImage,
    nutshell: matter.nutshell,
    references: matter.references,
    concerns: matter.concerns,
    reviewDueOn: matter.reviewDueOn,
  };
  const faults = faultsIn({ ...content, body });
  if (faults.length > 0) throw new Refusal({ type: 'InvalidMarkdown', faults } satisfies EditorialOutcome);
  return { ...content, ...ids, body, author, reviewer: null };
}

/** What a revision says, to be said again by another. Who reviewed it is not part of that. */
export function contentOf(revision: ArticleRevision): ArticleContent {
  const { heroImageUrl, heroImageAlt } = revision;
  return {
    title: revision.title,
    topicId: revision.topicId,
    heroImage: heroImageUrl && heroImageAlt ? { url: heroImageUrl, alt: heroImageAlt } : null,
    author: revision.author ?? null,
    reviewer: null,
    nutshell: revision.nutshell.map(({ markdown }) => markdown),
    references: revision.references,
    concerns: revision.concerns,
    essentialReading: revision.essentialReading,
    reviewDueOn: revision.reviewDueOn ?? null,
    body: revision.markdown,
  };
}

/** The same form that an article's file must have, so that whatever is saved can be exported and imported again. */
function requireForm(input: ArticleContentInput) {
  const parsed = frontMatterSchema.safeParse({
    slug: 'any',
    topic: 'any',
    status: 'DRAFT',
    updatedAt: '2000-01-01T00:00:00Z',
    title: input.title,
    heroImage: input.heroImage && { url: input.heroImage.url, alt: input.heroImage.alt },
    author: input.author && { name: input.author.name },
    nutshell: input.nutshell,
    references: input.references.map(({ key, citation, doi, url }) => ({ key, citation, doi, url })),
    concerns: input.concerns.map(concernSlug),
    reviewDueOn: input.reviewDueOn,
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue!.path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`));
  const field = `content${path.join('')}`;
  throw badInput(`${field}: ${issue!.message}.`, field);
}

async function requireThere(
  em: EntityManager,
  { topicId, essentialReading }: Pick<ArticleContent, 'topicId' | 'essentialReading'>,
): Promise<void> {
  if ((await em.count(Topic, { id: topicId })) === 0) {
    throw badInput('content.topicId names no topic.', 'content.topicId');
  }
  const there = await em.find(Article, { id: essentialReading }, { fields: ['id'] });
  const missing = essentialReading.findIndex((id) => !there.some((article) => article.id === id));
  if (missing >= 0) {
    const field = `content.essentialReadingIds[${missing}]`;
    throw badInput(`${field} names no article.`, field);
  }
  if (essentialReading.length > 20 || new Set(essentialReading).size < essentialReading.length) {
    const field = 'content.essentialReadingIds';
    throw badInput(`${field} must name at most 20 articles, each once.`, field);
  }
}

async function authorOf(em: EntityManager, { author }: ArticleContentInput): Promise<Byline | null> {
  if (!author) return null;
  const { therapistId } = author;
  if (!therapistId) return { name: author.name.trim(), therapistSlug: null, therapistId: null };
  const field = 'content.author.therapistId';
  const therapist = await em.findOne(KnownTherapist, { id: requireId('Therapist', therapistId, field) });
  if (therapist === null) throw badInput(`${field} names no therapist.`, field);
  return { name: author.name.trim(), therapistSlug: therapist.slug, therapistId };
}

function faultsIn({
  body,
  nutshell,
  references,
}: Pick<ArticleContent, 'body' | 'nutshell' | 'references'>): Fault[] {
  const inPoints = nutshell.flatMap((point, index) =>
    parseInline(point, references).problems.map((problem) => ({ field: `nutshell[${index}]`, ...problem })),
  );
  const inBody = renderMarkdown(body, { references }).problems;
  return [...inPoints, ...inBody.map((problem) => ({ field: 'body', ...problem }))];
}
