import type { ArticleStatusName } from '../article/article.entity.ts';
import type { RevisionStage } from '../article/article-revision.entity.ts';
import type { Publication } from '../article/publication.rules.ts';

export type RevisionAction = 'submit' | 'requestChanges' | 'approve' | 'publish' | 'archive';

/** What may be done with the newest revision in each stage, and where that takes it. */
const transitions: Record<RevisionAction, Partial<Record<RevisionStage, RevisionStage>>> = {
  submit: { DRAFT: 'IN_REVIEW' },
  requestChanges: { IN_REVIEW: 'DRAFT' },
  approve: { IN_REVIEW: 'APPROVED' },
  // Published already: only for another time, see `canPublish`.
  publish: { APPROVED: 'PUBLISHED', PUBLISHED: 'PUBLISHED' },
  // What comes back is reviewed anew, whatever was thought of it before.
  archive: { DRAFT: 'DRAFT', IN_REVIEW: 'IN_REVIEW', APPROVED: 'DRAFT', PUBLISHED: 'PUBLISHED' },
};

/** The stage an action takes a revision to; null when the action may not follow that stage. */
export function stageAfter(action: RevisionAction, stage: RevisionStage): RevisionStage | null {
  return transitions[action][stage] ?? null;
}

/** A revision is published once: what is scheduled can be given another time until it is public. */
export function canPublish(revision: Publication & { stage: RevisionStage }, now: Date): boolean {
  if (stageAfter('publish', revision.stage) === null) return false;
  return !revision.publishedFrom || revision.publishedFrom > now;
}

/** What an article is as a whole when its newest revision is in a stage: published or archived it stays so. */
export function statusFor(status: ArticleStatusName, newest: RevisionStage): ArticleStatusName {
  if (status === 'PUBLISHED' || status === 'ARCHIVED') return status;
  return newest === 'DRAFT' ? 'DRAFT' : 'IN_REVIEW';
}

interface Reviewer {
  id: string;
  isPublic: boolean;
  ownerSubject?: string | null;
}

/** A reviewer is public, can sign in, and brings somebody else's eyes: nobody reviews what they have signed or saved. */
export function canReview(
  reviewer: Reviewer,
  revision: { createdBy: string; author?: { therapistId: string | null } | null },
): boolean {
  const { id, isPublic, ownerSubject } = reviewer;
  if (!isPublic || !ownerSubject) return false;
  return ownerSubject !== revision.createdBy && id !== revision.author?.therapistId;
}

interface Written {
  heroImageUrl?: string | null;
  author?: object | null;
  nutshell: readonly unknown[];
  concerns: readonly unknown[];
  bodyText: string;
}

/** What a draft still lacks before it can be reviewed, as names of `ArticleContentInput`'s fields. */
export function missingForReview(content: Written): string[] {
  const { heroImageUrl, author, nutshell, concerns, bodyText } = content;
  return [
    ...(heroImageUrl ? [] : ['heroImage']),
    ...(author ? [] : ['author']),
    ...(nutshell.length >= 2 ? [] : ['nutshell']),
    ...(concerns.length > 0 ? [] : ['concerns']),
    ...(bodyText.trim() === '' ? ['body'] : []),
  ];
}
