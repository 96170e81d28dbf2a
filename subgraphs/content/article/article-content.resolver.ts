import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { InheritsCaching } from '../../shared/cache-control.ts';
import { requireFirst } from '../../shared/paging.ts';
import type { ContentContext } from '../content.ts';
import { publicTherapistBySlug } from '../therapist/therapist.loaders.ts';
import { TherapistType } from '../therapist/therapist.type.ts';
import { ArticleBodyType, TableOfContentsEntryType, TherapistCardBlockType } from './article-body.type.ts';
import {
  ArticleContentType,
  ArticlePersonType,
  ArticleReferenceType,
  NutshellPointType,
} from './article-content.type.ts';
import { articleText, essentialReading } from './article.loaders.ts';
import { bylineOf } from './article-person.ts';
import type { ArticleText } from './article.reads.ts';
import { ArticleType } from './article.type.ts';
import { toArticle, toBody, toNutshellPoint, toReferences, type ArticleContentView } from './article.view.ts';

/** At most so many, as `essentialReading` is a list beside a page and no connection. */
const maxEssentialReading = 20;

@Resolver(() => ArticleContentType)
export class ArticleContentResolver {
  @InheritsCaching()
  @FieldResolver(() => [String], {
    description: 'The article in two to five points, as plain text without citations.',
  })
  nutshell(@Root() { row }: ArticleContentView): string[] {
    return row.nutshell.map((point) => toNutshellPoint(point).text);
  }

  @InheritsCaching()
  @FieldResolver(() => [NutshellPointType], {
    description: 'The same points with their citations and emphasis.',
  })
  nutshellPoints(@Root() { row }: ArticleContentView): NutshellPointType[] {
    return row.nutshell.map(toNutshellPoint);
  }

  @InheritsCaching()
  @FieldResolver(() => ArticlePersonType, {
    nullable: true,
    description: 'Who wrote it; null when it names nobody.',
  })
  author(
    @Root() { row }: ArticleContentView,
    @Ctx() context: ContentContext,
  ): Promise<ArticlePersonType | null> {
    return bylineOf(row.author, context);
  }

  @InheritsCaching()
  @FieldResolver(() => ArticlePersonType, {
    nullable: true,
    description: 'The clinician who checked it; null when none has.',
  })
  reviewer(
    @Root() { row }: ArticleContentView,
    @Ctx() context: ContentContext,
  ): Promise<ArticlePersonType | null> {
    return bylineOf(row.reviewer, context);
  }

  @InheritsCaching()
  @FieldResolver(() => ArticleBodyType, { description: 'The text.' })
  async body(@Root() view: ArticleContentView, @Ctx() context: ContentContext): Promise<ArticleBodyType> {
    return toBody(await textOf(view, context), context);
  }

  @InheritsCaching()
  @FieldResolver(() => [TableOfContentsEntryType], {
    description: 'The headings of the text, in reading order; nest them by their levels.',
  })
  async tableOfContents(
    @Root() view: ArticleContentView,
    @Ctx() context: ContentContext,
  ): Promise<TableOfContentsEntryType[]> {
    return (await textOf(view, context)).tableOfContents;
  }

  @InheritsCaching()
  @FieldResolver(() => [ArticleReferenceType], {
    description: 'The works it rests on, in the order of their numbers.',
  })
  async references(
    @Root() view: ArticleContentView,
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
    @Root() { row }: ArticleContentView,
    @Arg('first', () => Int, { defaultValue: 5, description: 'How many at most, from 1 to 20.' })
    first: number,
    @Ctx() context: ContentContext,
  ): Promise<ArticleType[]> {
    const key = { article: row, first: requireFirst(first, maxEssentialReading) };
    const rows = await context.load(essentialReading, key);
    return rows.map((near) => toArticle(near, context));
  }
}

/** The long part of what an article says, read at once for all that are asked for. */
export async function textOf({ row }: ArticleContentView, context: ContentContext): Promise<ArticleText> {
  return row.text ?? context.load(articleText, row);
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
