import { LocalDateResolver } from 'graphql-scalars';
import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { requireId } from '../../shared/ids.ts';
import { hasRole, requireRole } from '../../shared/viewer.ts';
import { requireDay } from '../calendar-day.ts';
import type { ContentContext } from '../content.ts';
import { settleEditorial } from './editorial-answers.ts';
import {
  ApproveArticleResult,
  ArchiveArticleResult,
  PublishArticleResult,
  RequestArticleChangesResult,
  SubmitArticleForReviewResult,
  UnscheduleArticleResult,
} from './editorial.results.ts';
import {
  articleDescription,
  expectedDescription,
  keyDescription,
  requireComment,
} from './editorial.words.ts';
import {
  approve,
  archive,
  publish,
  requestChanges,
  submitForReview,
  takeBackSchedule,
} from './review-article.ts';

@Resolver()
export class ReviewMutations {
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
    const day = reviewDueOn ? requireDay(reviewDueOn, 'reviewDueOn') : null;
    const input = { articleId, expectedRevision, reviewDueOn: day };
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
