import { createUnionType } from 'type-graphql';
import { IdempotencyConflict } from '../../shared/idempotency.ts';
import * as problems from './editorial.problems.ts';

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

export const CreateArticleResult = resultType(
  'CreateArticleResult',
  'The new article, or why there is none.',
  problems.ArticleSlugTaken,
  problems.InvalidMarkdown,
);

export const SaveArticleDraftResult = resultType(
  'SaveArticleDraftResult',
  'The new revision, or why it was not saved.',
  problems.RevisionConflict,
  problems.InvalidMarkdown,
);

export const RestoreArticleRevisionResult = resultType(
  'RestoreArticleRevisionResult',
  'The new revision, or why there is none.',
  problems.RevisionConflict,
);

export const ChangeArticleSlugResult = resultType(
  'ChangeArticleSlugResult',
  'The article under its new slug, or why it kept the old one.',
  problems.ArticleSlugTaken,
);

export const SubmitArticleForReviewResult = resultType(
  'SubmitArticleForReviewResult',
  'The revision in review, or why it is not.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
  problems.NotReadyForReview,
  problems.ReviewerUnavailable,
);

export const RequestArticleChangesResult = resultType(
  'RequestArticleChangesResult',
  'The revision, a draft again, or why it is not.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
);

export const ApproveArticleResult = resultType(
  'ApproveArticleResult',
  'The approved revision, or why it was not approved.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
);

export const PublishArticleResult = resultType(
  'PublishArticleResult',
  'The published revision, or why it was not published.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
);

export const UnscheduleArticleResult = resultType(
  'UnscheduleArticleResult',
  'The revision without its time, or why it kept it.',
  problems.RevisionConflict,
  problems.RevisionStageConflict,
);

export const ArchiveArticleResult = resultType(
  'ArchiveArticleResult',
  'The archived article, or why it was not archived.',
  problems.RevisionConflict,
);
