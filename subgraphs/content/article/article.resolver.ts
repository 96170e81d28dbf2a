import { JSONObjectResolver, LocalDateResolver } from 'graphql-scalars';
import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { InheritsCaching, PrivateToViewer, PublicFor } from '../../shared/cache-control.ts';
import { badInput } from '../../shared/errors.ts';
import { requireFirst } from '../../shared/paging.ts';
import { requireRole } from '../../shared/viewer.ts';
import { requireDay } from '../calendar-day.ts';
import type { ContentContext } from '../content.ts';
import { textOf } from './article-content.resolver.ts';
import { bylineOf } from './article-person.ts';
import { ArticleFilter, ArticleOrder } from './article.input.ts';
import { countArticles, listArticles, type ArticleListRequest } from './article.list.ts';
import { articleBySlug } from './article.loaders.ts';
import { articleConnection, ArticleStatus, ArticleType } from './article.type.ts';
import { instant, toArticle, type ArticleView } from './article.view.ts';
import { toJsonLd } from './json-ld.rules.ts';
import { plainLine } from './plain-text.rules.ts';

@Resolver(() => ArticleType)
export class ArticleResolver {
  @PublicFor(300)
  @Query(() => ArticleType, {
    nullable: true,
    description: 'One article by its present or a former slug; null when none has or had it.',
  })
  async article(
    @Arg('slug', () => String, { description: "The article's slug, present or former." }) slug: string,
    @Ctx() context: ContentContext,
  ): Promise<ArticleType | null> {
    const row = await context.load(articleBySlug, slug);
    return row && toArticle(row, context);
  }

  @PublicFor(300)
  @Query(() => articleConnection.Connection, {
    nullable: true,
    description: 'Articles, a page at a time; null only when the content service could not be reached.',
  })
  async articles(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, from 1 to 100.' }) first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor after which to go on; null begins at the first.',
    })
    after: string | null | undefined,
    @Arg('filter', () => ArticleFilter, {
      nullable: true,
      description: 'Which articles; null lists all.',
    })
    filter: ArticleFilter | null | undefined,
    @Arg('order', () => ArticleOrder, {
      nullable: true,
      description: 'In what order; null is RELEVANCE when there is a text to search for, NEWEST otherwise.',
    })
    order: ArticleOrder | null | undefined,
    @Ctx() context: ContentContext,
  ): Promise<object | null> {
    const request: ArticleListRequest = {
      first: requireFirst(first),
      after,
      filter: requireFilter(filter ?? {}, context),
      order: order ?? null,
    };
    return { ...(await listArticles(context, request)), request };
  }

  @PrivateToViewer()
  @Query(() => articleConnection.Connection, {
    nullable: true,
    description:
      'Published articles that are due to be reviewed anew, the most overdue first. For editors. Null only with an error.',
  })
  async articlesDueForReview(
    @Arg('by', () => LocalDateResolver, {
      nullable: true,
      description: 'Due by this day; null for today, in UTC.',
    })
    by: string | null | undefined,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, from 1 to 100.' }) first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor after which to go on; null begins at the first.',
    })
    after: string | null | undefined,
    @Ctx() context: ContentContext,
  ): Promise<object | null> {
    requireRole(context, 'editor', 'admin');
    const reviewDueBy = by ? requireDay(by, 'by') : context.now.toISOString().slice(0, 10);
    const request: ArticleListRequest = {
      first: requireFirst(first),
      after,
      filter: { reviewDueBy, status: ArticleStatus.PUBLISHED },
      order: ArticleOrder.REVIEW_DUE,
    };
    return { ...(await listArticles(context, request)), request };
  }
}

const maxSearchLength = 200;

function requireFilter(filter: ArticleFilter, context: ContentContext): ArticleFilter {
  if (filter.newestStage) requireRole(context, 'editor', 'admin');
  if ((filter.text?.length ?? 0) > maxSearchLength) {
    throw badInput(`filter.text must have at most ${maxSearchLength} characters.`, 'filter.text');
  }
  if (filter.reviewDueBy) requireDay(filter.reviewDueBy, 'filter.reviewDueBy');
  return filter;
}

@Resolver(() => ArticleType)
export class ArticleJsonLdResolver {
  @InheritsCaching()
  @FieldResolver(() => JSONObjectResolver, {
    description:
      'The article as a schema.org MedicalWebPage, for search engines. Add `url` where the page knows it, and write `<` as `\\u003c` when it goes into a `script` element.',
  })
  async jsonLd(@Root() view: ArticleView, @Ctx() context: ContentContext): Promise<object> {
    const { row } = view;
    const [author, reviewer] = await Promise.all([
      bylineOf(row.author, context),
      bylineOf(row.reviewer, context),
    ]);
    return toJsonLd({
      id: view.id,
      title: view.title,
      points: row.nutshell.map(({ spans }) => plainLine(spans)),
      topicName: row.topicName,
      concerns: view.concerns,
      heroImage: view.heroImage,
      author,
      reviewer,
      references: (await textOf(view, context)).references,
      readingMinutes: view.readingMinutes,
      publishedAt: view.publishedAt,
      updatedAt: view.updatedAt,
      reviewedAt: reviewer && (instant(row.approvedAt) ?? view.updatedAt),
    });
  }
}

@Resolver(() => articleConnection.Connection)
export class ArticleConnectionResolver {
  @FieldResolver(() => Int, { description: 'How many match in all, over every page.' })
  totalCount(
    @Root() { request }: { request: ArticleListRequest },
    @Ctx() context: ContentContext,
  ): Promise<number> {
    return countArticles(context, request.filter);
  }
}
