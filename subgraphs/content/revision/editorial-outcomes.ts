import type { RevisionStage } from '../article/article-revision.entity.ts';

export interface Fault {
  field: string;
  line: number;
  code: string;
  message: string;
}

/** What came of a mutation about an article, as it is remembered for its idempotency key. */
export type EditorialOutcome =
  | { type: 'ArticleSuccess'; articleId: string; revision: number }
  | { type: 'RevisionConflict'; articleId: string; newest: number }
  | { type: 'ArticleSlugTaken'; articleId: string }
  | { type: 'InvalidMarkdown'; faults: Fault[] }
  | { type: 'NotReadyForReview'; missing: string[] }
  | { type: 'ReviewerUnavailable' }
  | { type: 'RevisionStageConflict'; articleId: string; revision: number; stage: RevisionStage };
