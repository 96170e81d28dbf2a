import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { PrivateToViewer } from '../../shared/cache-control.ts';
import { badInput, notFound } from '../../shared/errors.ts';
import { requireId } from '../../shared/ids.ts';
import { decodeCursor, encodeCursor, requireFirst, toConnection } from '../../shared/paging.ts';
import { requireViewer } from '../../shared/viewer.ts';
import { bylineOf } from '../article/article-person.ts';
import { ArticlePersonType } from '../article/article-content.type.ts';
import { articleById } from '../article/article.loaders.ts';
import { seesUnpublished } from '../article/article.reads.ts';
import { ArticleType } from '../article/article.type.ts';
import { toArticle, type ArticleView } from '../article/article.view.ts';
import type { ContentContext } from '../content.ts';
import { publicTherapistById } from '../therapist/therapist.loaders.ts';
import { signPreview, verifyPreview } from './preview-token.ts';
import { eventsOfRevision, revisionByKey, revisionPage, revisionsToReview } from './revision.loaders.ts';
import {
  ArticleEventType,
  ArticlePreviewType,
  ArticleRevisionType,
  revisionConnection,
} from './revision.type.ts';
import { mayWorkOn, toRevision, type RevisionView } from './revision.view.ts';

const cursorOrder = 'revisions';
const mostPreviewHours = 720;

@Resolver(() => ArticleRevisionType)
export class ArticleRevisionResolver {
  @PrivateToViewer()
  @Query(() => ArticleRevisionType, {
    nullable: true,
    description:
      'A revision of an article; null when there is none, or it is neither for editors nor for the viewer to review.',
  })
  async articleRevision(
    @Arg('articleId', () => ID, { description: 'Id of the article.' }) articleId: string,
    @Arg('number', () => Int, { description: 'Number of the revision.' }) number: number,
    @Ctx() context: ContentContext,
  ): Promise<ArticleRevisionType | null> {
    const row = await context.load(revisionByKey, {
      articleId: requireId('Article', articleId, 'articleId'),
      number,
    });
    return row !== null && (await mayWorkOn(row, context)) ? toRevision(row, context) : null;
  }

  @PrivateToViewer()
  @Query(() => ArticleRevisionType, {
    nullable: true,
    description:
      'The revision that a preview token was made for; NOT_FOUND when the token is expired or none of ours. Null only with an error.',
  })
  async articlePreview(
    @Arg('token', () => String, { description: 'From `ArticlePreview.token`.' }) token: string,
    @Ctx() context: ContentContext,
  ): Promise<ArticleRevisionType | null> {
    const { preview } = context.settings;
    const grant = preview && (await verifyPreview(preview.secret, token, context.now));
    const row =
      grant && (await context.load(revisionByKey, { articleId: grant.articleId, number: grant.revision }));
    if (!row) throw notFound('The preview');
    return toRevision(row, context, await mayWorkOn(row, context));
  }

  @PrivateToViewer()
  @Query(() => [ArticleRevisionType], {
    nullable: true,
    description:
      'The revisions that the viewer is asked to review as a clinician, those that wait longest first. Null only with an error.',
  })
  async articlesToReview(
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many at most, from 1 to 100.' })
    first: number,
    @Ctx() context: ContentContext,
  ): Promise<ArticleRevisionType[] | null> {
    const { subject } = requireViewer(context);
    const rows = await revisionsToReview(context, subject, requireFirst(first));
    return rows.map((row) => toRevision(row, context));
  }

  @PrivateToViewer()
  @FieldResolver(() => ArticleType, {
    nullable: true,
    description: 'The article as the viewer may see it; null when it is not for them, being unpublished.',
  })
  async article(
    @Root() { articleId }: RevisionView,
    @Ctx() context: ContentContext,
  ): Promise<ArticleType | null> {
    const row = await context.load(articleById, articleId);
    return row && toArticle(row, context);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'The name of who saved it; null when it is not known, and for holders of a preview token.',
  })
  savedBy(@Root() { row, forWork }: RevisionView): string | null {
    return forWork ? row.savedByName : null;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'What was changed, in the words of who saved it; null when they said nothing, and for holders of a preview token.',
  })
  note(@Root() { row, forWork }: RevisionView): string | null {
    return forWork ? row.note : null;
  }

  @FieldResolver(() => ArticlePersonType, {
    nullable: true,
    description:
      'The therapist who is asked to review it, or has; null when none is, and for holders of a preview token.',
  })
  async assignedReviewer(
    @Root() { row, forWork }: RevisionView,
    @Ctx() context: ContentContext,
  ): Promise<ArticlePersonType | null> {
    const id = forWork ? row.reviewerTherapistId : null;
    const therapist = id && (await context.load(publicTherapistById, id));
    if (!therapist) return null;
    return bylineOf(
      { name: therapist.name, therapistSlug: therapist.slug, therapistId: therapist.id },
      context,
    );
  }

  @FieldResolver(() => [ArticleEventType], {
    nullable: true,
    description:
      'What was done with it, by whom and when, the first first; null for holders of a preview token.',
  })
  async events(
    @Root() { articleId, number, forWork }: RevisionView,
    @Ctx() context: ContentContext,
  ): Promise<ArticleEventType[] | null> {
    return forWork ? context.load(eventsOfRevision, { articleId, number }) : null;
  }

  @FieldResolver(() => ArticlePreviewType, {
    nullable: true,
    description:
      'A link that lets anyone read it for a while; null for others than editors and admins, and where the platform has no secret to sign with.',
  })
  async preview(
    @Root() { articleId, number }: RevisionView,
    @Arg('hours', () => Int, {
      defaultValue: 72,
      description: 'For how many hours it works, from 1 to 720.',
    })
    hours: number,
    @Ctx() context: ContentContext,
  ): Promise<ArticlePreviewType | null> {
    const { settings, now, viewer } = context;
    if (hours < 1 || hours > mostPreviewHours) {
      throw badInput(`hours must be from 1 to ${mostPreviewHours}.`, 'hours');
    }
    if (!settings.preview || !seesUnpublished(viewer)) return null;
    const expiresAt = new Date(Math.floor(now.getTime() / 1000) * 1000 + hours * 3_600_000);
    const token = await signPreview(settings.preview.secret, { articleId, revision: number }, expiresAt);
    return { token, link: settings.preview.link.replaceAll('{token}', token), expiresAt };
  }
}

@Resolver(() => ArticleType)
export class ArticleRevisionsResolver {
  @PrivateToViewer()
  @FieldResolver(() => ArticleRevisionType, {
    nullable: true,
    description: 'The newest revision, public or not: the one to edit. Null for others than editors.',
  })
  async newestRevision(
    @Root() { id, row }: ArticleView,
    @Ctx() context: ContentContext,
  ): Promise<ArticleRevisionType | null> {
    if (!seesUnpublished(context.viewer)) return null;
    const newest = await context.load(revisionByKey, { articleId: id, number: row.headRevision });
    return newest && toRevision(newest, context);
  }

  @PrivateToViewer()
  @FieldResolver(() => revisionConnection.Connection, {
    nullable: true,
    description: 'Every revision, the newest first. Null for others than editors.',
  })
  async revisions(
    @Root() { id, row }: ArticleView,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, from 1 to 100.' }) first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: 'Cursor after which to go on; null begins at the newest.',
    })
    after: string | null | undefined,
    @Ctx() context: ContentContext,
  ): Promise<object | null> {
    if (!seesUnpublished(context.viewer)) return null;
    const before = after ? Number(decodeCursor(after, cursorOrder, 1)[0]) : null;
    if (before !== null && !Number.isSafeInteger(before)) {
      throw badInput('after is not a cursor of this connection.', 'after');
    }
    const rows = await context.load(revisionPage, { articleId: id, first: requireFirst(first), before });
    const page = toConnection(
      rows,
      { first, after },
      (revision) => toRevision(revision, context),
      ({ revision }) => encodeCursor(cursorOrder, [revision]),
    );
    // Numbers have no gaps.
    return { ...page, totalCount: row.headRevision };
  }
}
