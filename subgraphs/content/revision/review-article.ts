import type { EntityManager } from '@mikro-orm/postgresql';
import { badInput, notFound } from '../../shared/errors.ts';
import { Refusal } from '../../shared/idempotency.ts';
import { isWritable } from '../calendar-day.ts';
import type { Article } from '../article/article.entity.ts';
import { ArticleRevision } from '../article/article-revision.entity.ts';
import { recordEvent } from '../article/article.store.ts';
import { endPublication, publishRevision, unschedule } from '../article/publish-article.ts';
import { KnownTherapist } from '../therapist/therapist.entity.ts';
import { lockArticle, requireNewest, success, type Doing } from './edit-article.ts';
import type { EditorialOutcome } from './editorial-outcomes.ts';
import {
  canPublish,
  canReview,
  missingForReview,
  stageAfter,
  statusFor,
  type RevisionAction,
} from './revision.rules.ts';

/** Which revision something is done with: always the newest, and the client says which that is. */
export interface Target {
  articleId: string;
  expectedRevision: number;
}

/** Asks a therapist to review the newest revision, which must be complete. */
export async function submitForReview(
  em: EntityManager,
  target: Target & { reviewerId: string },
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const { article, revision } = await newestOf(em, target);
  const missing = missingForReview(revision);
  if (missing.length > 0) throw refusal({ type: 'NotReadyForReview', missing });
  const reviewer = await em.findOne(KnownTherapist, { id: target.reviewerId });
  if (reviewer === null || !canReview(reviewer, revision)) throw refusal({ type: 'ReviewerUnavailable' });
  move(article, revision, 'submit');
  revision.reviewerTherapistId = reviewer.id;
  recordEvent(em, revision, 'SUBMITTED', { by, now, note: reviewer.name });
  return success(revision);
}

/** Gives the revision back to be changed: its reviewer, or an editor who takes it back. */
export async function requestChanges(
  em: EntityManager,
  target: Target & { comment: string; isEditor: boolean },
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const { article, revision } = await newestOf(em, target, target.isEditor ? null : by.subject);
  move(article, revision, 'requestChanges');
  recordEvent(em, revision, 'CHANGES_REQUESTED', { by, now, note: target.comment });
  return success(revision);
}

/** The reviewer's approval, which puts their name on the article. */
export async function approve(
  em: EntityManager,
  target: Target & { reviewDueOn: string | null },
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const { article, revision, reviewer } = await newestOf(em, target, by.subject);
  move(article, revision, 'approve');
  const { id, slug, name } = reviewer!;
  revision.reviewer = { name, therapistSlug: slug, therapistId: id };
  revision.approvedAt = now;
  revision.reviewDueOn = target.reviewDueOn ?? revision.reviewDueOn ?? null;
  recordEvent(em, revision, 'APPROVED', { by, now });
  return success(revision);
}

/** Makes the approved revision public: now, or at a later time. What is public until then stays so. */
export async function publish(
  em: EntityManager,
  target: Target & { at: Date | null },
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  if (target.at !== null && target.at <= now) {
    throw badInput('at must lie in the future; leave it out to publish now.', 'at');
  }
  if (target.at !== null && !isWritable(target.at))
    throw badInput('at must lie before the year 10000.', 'at');
  const { article, revision } = await newestOf(em, target);
  if (!canPublish(revision, now)) throw stageConflict(revision);
  publishRevision(article, revision, await publishedOf(em, article), target.at ?? now, now);
  const kind = target.at === null ? 'PUBLISHED' : 'SCHEDULED';
  recordEvent(em, revision, kind, { by, now, note: target.at?.toISOString() });
  return success(revision);
}

/** Takes back the time at which the newest revision was to become public; it stays approved. */
export async function takeBackSchedule(
  em: EntityManager,
  target: Target,
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const { article, revision } = await newestOf(em, target);
  if (!revision.publishedFrom || revision.publishedFrom <= now) throw stageConflict(revision);
  const somethingIsPublic = unschedule(await publishedOf(em, article), now);
  if (!somethingIsPublic) {
    article.status = statusFor('DRAFT', revision.stage);
    article.publishedAt = null;
  }
  recordEvent(em, revision, 'UNSCHEDULED', { by, now });
  return success(revision);
}

/** Withdraws the article from the public, what is scheduled too. To come back it must be reviewed anew. */
export async function archive(
  em: EntityManager,
  target: Target & { reason: string },
  { by, now }: Doing,
): Promise<EditorialOutcome> {
  const { article, revision } = await newestOf(em, target);
  endPublication(await publishedOf(em, article), now);
  move(article, revision, 'archive');
  if (revision.stage === 'DRAFT' && revision.approvedAt) {
    revision.reviewer = null;
    revision.approvedAt = null;
  }
  article.status = 'ARCHIVED';
  recordEvent(em, revision, 'ARCHIVED', { by, now, note: target.reason });
  return success(revision);
}

/**
 * The article, locked, and its newest revision, which must be the one that the client expects. With a subject: only for
 * the therapist who is asked to review it and still can; to anyone else it is not there.
 */
async function newestOf(
  em: EntityManager,
  { articleId, expectedRevision }: Target,
  onlyReviewer: string | null = null,
): Promise<{ article: Article; revision: ArticleRevision; reviewer: KnownTherapist | null }> {
  const article = await lockArticle(em, articleId);
  const number = article.headRevision;
  const revision = await em.findOneOrFail(ArticleRevision, { articleId, number });
  const id = revision.reviewerTherapistId;
  const reviewer = id ? await em.findOne(KnownTherapist, { id }) : null;
  const isTheirs = reviewer?.ownerSubject === onlyReviewer && canReview(reviewer, revision);
  if (onlyReviewer !== null && !isTheirs) throw notFound('The article');
  requireNewest(article, expectedRevision);
  return { article, revision, reviewer };
}

function publishedOf(em: EntityManager, { id }: Article): Promise<ArticleRevision[]> {
  return em.find(ArticleRevision, { articleId: id, publishedFrom: { $ne: null } });
}

/** Takes the revision to its next stage, or refuses with RevisionStageConflict. */
function move(article: Article, revision: ArticleRevision, action: RevisionAction): void {
  const next = stageAfter(action, revision.stage);
  if (next === null) throw stageConflict(revision);
  revision.stage = next;
  article.status = statusFor(article.status, next);
}

function stageConflict({ articleId, number, stage }: ArticleRevision): Refusal {
  return refusal({ type: 'RevisionStageConflict', articleId, revision: number, stage });
}

function refusal(outcome: EditorialOutcome): Refusal {
  return new Refusal(outcome);
}
