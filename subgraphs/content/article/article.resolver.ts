import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { InheritsCaching, PublicFor } from '../../shared/cache-control.ts';
import { badInput } from '../../shared/errors.ts';
import { requireFirst } from '../../shared/paging.ts';
import type { ContentContext } from '../content.ts';
import { publicTherapistBySlug } from '../therapist/therapist.loaders.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { ArticleBodyType, TableOfContentsEntryType, TherapistCardBlockType } from './article-body.type.ts';
import { ArticleFilter, ArticleOrder } from './article.input.ts';
import { countArticles, listArticles, type ArticleListRequest } from './article.list.ts';
import { articleBySlug, articleText, essentialReading } from './article.loaders.ts';
import { bylineOf } from './article-person.ts';
import type { ArticleText } from './article.reads.ts';
import {
  articleConnection,
  ArticlePersonType,
  ArticleReferenceType,
  ArticleType,
  NutshellPointType,
} from './article.type.ts';
import { toArticle, toBody, toNutshellPoint, toReferences, type ArticleView } from './article.view.ts';

/** At most so many, as `essentialReading` is a list beside a page and no connection. */
const maxEssentialReading = 20;

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
      filter: requireFilter(filter ?? {}),
      order: order ?? null,
    };
    return { ...(await listArticles(context, request)), request };
  }

  @InheritsCaching()
  @FieldResolver(() => [String], {
    description: 'The article in two to five points, as plain text without citations.',
  })
  nutshell(@Root() { row }: ArticleView): string[] {
    return row.nutshell.map((point) => toNutshellPoint(point).text);
  }

  @InheritsCaching()
  @FieldResolver(() => [NutshellPointType], {
    description: 'The same points with their citations and emphasis.',
  })
  nutshellPoints(@Root() { row }: ArticleView): NutshellPointType[] {
    return row.nutshell.map(toNutshellPoint);
  }

  @InheritsCaching()
  @FieldResolver(() => ArticlePersonType, {
    nullable: true,
    description: 'Who wrote it; null when it names nobody.',
  })
  author(@Root() { row }: ArticleView, @Ctx() context: ContentContext): Promise<ArticlePersonType | null> {
    return bylineOf(row.author, context);
  }

  @InheritsCaching()
  @FieldResolver(() => ArticlePersonType, {
    nullable: true,
    description: 'The clinician who checked it; null when none has.',
  })
  reviewer(@Root() { row }: ArticleView, @Ctx() context: ContentContext): Promise<ArticlePersonType | null> {
    return bylineOf(row.reviewer, context);
  }

  @InheritsCaching()
  @FieldResolver(() => ArticleBodyType, { description: 'The text.' })
  async body(@Root() view: ArticleView, @Ctx() context: ContentContext): Promise<ArticleBodyType> {
    return toBody(await textOf(view, context), context);
  }

  @InheritsCaching()
  @FieldResolver(() => [TableOfContentsEntryType], {
    description: 'The headings of the text, in reading order; nest them by their levels.',
  })
  async tableOfContents(
    @Root() view: ArticleView,
    @Ctx() context: ContentContext,
  ): Promise<TableOfContentsEntryType[]> {
    return (await textOf(view, context)).tableOfContents;
  }

  @InheritsCaching()
  @FieldResolver(() => [ArticleReferenceType], {
    description: 'The works it rests on, in the order of their numbers.',
  })
  async references(
    @Root() view: ArticleView,
    @Ctx() context: ContentContext,
  ): Promise<ArticleReferenceType[]> {
    return toReferences(await textOf(view, context));
  }

  @InheritsCaching()
  @FieldResolver(() => [ArticleType], {
    description:
      'What to read next: what the editors chose, then what shares most concerns with this article, then its topic.',
  })
  async essentialReading(
    @Root() { row }: ArticleView,
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many at most, from 1 to 20.' })
    first: number,
    @Ctx() context: ContentContext,
  ): Promise<ArticleType[]> {
    const key = { article: row, first: requireFirst(first, maxEssentialReading) };
    const rows = await context.load(essentialReading, key);
    return rows.map((near) => toArticle(near, context));
  }
}

const maxSearchLength = 200;

function requireFilter(filter: ArticleFilter): ArticleFilter {
  if ((filter.text?.length ?? 0) > maxSearchLength) {
    throw badInput(`filter.text must have at most ${maxSearchLength} characters.`, 'filter.text');
  }
  return filter;
}

async function textOf({ row }: ArticleView, context: ContentContext): Promise<ArticleText> {
  return row.text ?? context.load(articleText, row);
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

@Resolver(() => TherapistCardBlockType)
export class TherapistCardBlockResolver {
  @InheritsCaching()
  @FieldResolver(() => TherapistType, { nullable: true })
  therapist(
    @Root() { slug }: TherapistCardBlockType,
    @Ctx() context: ContentContext,
  ): Promise<TherapistType | null> {
    return context.load(publicTherapistBySlug, slug);
  }
}
