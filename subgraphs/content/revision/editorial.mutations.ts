import { LocalDateResolver } from 'graphql-scalars';
import { Arg, createUnionType, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { badInput } from '../../shared/errors.ts';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import { requireId } from '../../shared/ids.ts';
import { hasRole, requireRole } from '../../shared/viewer.ts';
import type { ContentContext } from '../content.ts';
import { changeSlug, createArticle, restoreRevision, saveDraft } from './edit-article.ts';
import { settleEditorial } from './editorial-answers.ts';
import { ArticleContentInput } from './editorial.input.ts';
import * as problems from './editorial.problems.ts';
import {
  approve,
  archive,
  publish,
  requestChanges,
  submitForReview,
  takeBackSchedule,
} from './review-article.ts';

function resultType<Types extends readonly (new () => object)[]>(
  name: string,
  description: string,
  ...others: Types
) {
  return createUnionType({
    name,
    description,
    types: () => [problems.ArticleSuccess, ...others, IdempotencyConflict] as const,
  });
}

const CreateArticleResult = resultType(
  'CreateArticleResult',
  'The new article, or why there is none.',
  problems.ArticleSlugTaken,
  problems.InvalidMarkdown,
);

const SaveArticleDraftResult = resultType(
  'SaveArticleDraftResult',
  'The new revision, or why it was not saved.',
  problems.RevisionConflict,
  problems.InvalidMarkdown,
);

const RestoreArticleRevisionResult = resultType(
  'RestoreArticleRevisionResult',
  'The new revision, or why there is none.',
  problems.RevisionConflict,
);

const ChangeArticleSlugResult = resultType(
  'ChangeArticleSlugResult',
  'The article under its new slug, or why it kept the old one.',
  problems.ArticleSlugTaken,
);

const SubmitArticleForReviewResult = resultType(
  'SubmitArticleForReviewResult',
  'The revision in review, or why it is not.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
  problems.NotReadyForReview,
  problems.ReviewerUnavailable,
);

const RequestArticleChangesResult = resultType(
  'RequestArticleChangesResult',
  'The revision, a draft again, or why it is not.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
);

const ApproveArticleResult = resultType(
  'ApproveArticleResult',
  'The approved revision, or why it was not approved.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
);

const PublishArticleResult = resultType(
  'PublishArticleResult',
  'The published revision, or why it was not published.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
);

const UnscheduleArticleResult = resultType(
  'UnscheduleArticleResult',
  'The revision without its time, or why it kept it.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
);

const ArchiveArticleResult = resultType(
  'ArchiveArticleResult',
  'The archived article, or why it was not archived.',
  problems.RevisionConflict,
);

const keyDescription =
  'Any text of 1 to 255 visible ASCII characters that names this one wish, a UUID for instance. Sent again within 24 hours with the same arguments, it answers the same and does nothing.';
const articleDescription = 'Id of the article.';
const expectedDescription =
  'Number of the newest revision as the client knows it; RevisionConflict when there is a newer one.';
const noteDescription = 'What was changed, in at most 500 characters; null to say nothing.';

const mostWords = 500;

/** A comment without blanks around it; null when there is none. BAD_USER_INPUT when it is too long. */
function comment(text: string | null | undefined, field: string): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed.length > mostWords)
    throw badInput(`${field} must have at most ${mostWords} characters.`, field);
  return trimmed === '' ? null : trimmed;
}

function requireComment(text: string, field: string): string {
  const words = comment(text, field);
  if (words === null) throw badInput(`${field} must say something.`, field);
  return words;
}

@Resolver()
export class EditorialMutations {
  @Mutation(() => CreateArticleResult, {
    nullable: true,
    description: 'Begins an article with its first draft. For editors. Null only with an error.',
  })
  async createArticle(
    @Arg('slug', () => String, {
      description: 'Its name in addresses: lower-case words joined by hyphens, at most 100 characters.',
    })
    slug: string,
    @Arg('content', () => ArticleContentInput, { description: 'What it says.' }) content: ArticleContentInput,
    @Arg('note', () => String, { nullable: true, description: noteDescription })
    note: string | null | undefined,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    const input = { slug, content, note: comment(note, 'note') };
    return settleEditorial(context, 'createArticle', key, input, createArticle);
  }

  @Mutation(() => SaveArticleDraftResult, {
    nullable: true,
    description:
      'Saves a new revision as a draft; what is public stays as it is. For editors. Null only with an error.',
  })
  async saveArticleDraft(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('content', () => ArticleContentInput, { description: 'What it is to say, the whole of it.' })
    content: ArticleContentInput,
    @Arg('note', () => String, { nullable: true, description: noteDescription })
    note: string | null | undefined,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    const input = { articleId, expectedRevision, content, note: comment(note, 'note') };
    return settleEditorial(context, 'saveArticleDraft', key, input, saveDraft);
  }

  @Mutation(() => RestoreArticleRevisionResult, {
    nullable: true,
    description:
      'Makes what an earlier revision said the newest draft. For editors. Null only with an error.',
  })
  async restoreArticleRevision(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('number', () => Int, { description: 'Number of the earlier revision.' }) number: number,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    const input = { articleId, number, expectedRevision };
    return settleEditorial(context, 'restoreArticleRevision', key, input, restoreRevision);
  }

  @Mutation(() => ChangeArticleSlugResult, {
    nullable: true,
    description:
      'Gives an article another slug at once; the old one keeps finding it. For editors. Null only with an error.',
  })
  async changeArticleSlug(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('slug', () => String, {
      description: 'The new slug: lower-case words joined by hyphens, at most 100 characters.',
    })
    slug: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    return settleEditorial(context, 'changeArticleSlug', key, { articleId, slug }, changeSlug);
  }

  @Mutation(() => SubmitArticleForReviewResult, {
    nullable: true,
    description:
      'Asks a therapist to review the newest revision as a clinician. For editors. Null only with an error.',
  })
  async submitArticleForReview(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('reviewerId', () => ID, {
      description: 'The therapist: public, with an account, and not the one who saved the revision.',
    })
    reviewerId: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    requireId('Therapist', reviewerId, 'reviewerId');
    const input = { articleId, expectedRevision, reviewerId };
    return settleEditorial(context, 'submitArticleForReview', key, input, submitForReview);
  }

  @Mutation(() => RequestArticleChangesResult, {
    nullable: true,
    description:
      'Gives the revision in review back to be changed: its reviewer, or an editor who takes it back. Null only with an error.',
  })
  async requestArticleChanges(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('comment', () => String, { description: 'What should change, in 1 to 500 characters.' })
    words: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    const viewer = requireRole(context, 'editor', 'admin', 'therapist');
    requireId('Article', articleId, 'articleId');
    const isEditor = hasRole(viewer, 'editor') || hasRole(viewer, 'admin');
    const input = { articleId, expectedRevision, comment: requireComment(words, 'comment'), isEditor };
    return settleEditorial(context, 'requestArticleChanges', key, input, requestChanges);
  }

  @Mutation(() => ApproveArticleResult, {
    nullable: true,
    description:
      'Approves the revision in review and names the viewer as its reviewer: only the therapist who was asked. Null only with an error.',
  })
  async approveArticle(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('reviewDueOn', () => LocalDateResolver, {
      nullable: true,
      description: 'The day by which it should be reviewed anew; null keeps the one that the draft names.',
    })
    reviewDueOn: string | null | undefined,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'therapist');
    requireId('Article', articleId, 'articleId');
    const input = { articleId, expectedRevision, reviewDueOn: reviewDueOn ?? null };
    return settleEditorial(context, 'approveArticle', key, input, approve);
  }

  @Mutation(() => PublishArticleResult, {
    nullable: true,
    description:
      'Makes the approved revision public, now or at a time; what is public until then stays so. Asked again before that time it sets another. For editors. Null only with an error.',
  })
  async publishArticle(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('at', () => Date, { nullable: true, description: 'When, in the future; null for now.' })
    at: Date | null | undefined,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    const input = { articleId, expectedRevision, at: at ?? null };
    return settleEditorial(context, 'publishArticle', key, input, publish);
  }

  @Mutation(() => UnscheduleArticleResult, {
    nullable: true,
    description:
      'Takes back the time at which the newest revision was to become public; it stays approved. For editors. Null only with an error.',
  })
  async unscheduleArticle(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    const input = { articleId, expectedRevision };
    return settleEditorial(context, 'unscheduleArticle', key, input, takeBackSchedule);
  }

  @Mutation(() => ArchiveArticleResult, {
    nullable: true,
    description:
      'Withdraws an article from the public, with what is scheduled. To come back, a revision is restored and reviewed anew. For editors. Null only with an error.',
  })
  async archiveArticle(
    @Arg('articleId', () => ID, { description: articleDescription }) articleId: string,
    @Arg('expectedRevision', () => Int, { description: expectedDescription }) expectedRevision: number,
    @Arg('reason', () => String, { description: 'Why, in 1 to 500 characters.' }) reason: string,
    @Arg('idempotencyKey', () => String, { description: keyDescription }) key: string,
    @Ctx() context: ContentContext,
  ): Promise<object> {
    requireRole(context, 'editor', 'admin');
    requireId('Article', articleId, 'articleId');
    const input = { articleId, expectedRevision, reason: requireComment(reason, 'reason') };
    return settleEditorial(context, 'archiveArticle', key, input, archive);
  }
}
