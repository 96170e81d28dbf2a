import { hasRole } from '../../shared/viewer.ts';
import { instant, toContent, type ArticleContentView } from '../article/article.view.ts';
import type { ContentContext } from '../content.ts';
import { ownerOfTherapist } from '../therapist/therapist.loaders.ts';
import type { RevisionRow } from './revision.reads.ts';
import { ArticleRevisionStage, type ArticleRevisionType } from './revision.type.ts';

/** A revision in the shape of the graph. `forWork` is false for who holds a preview token and nothing else. */
export interface RevisionView extends ArticleRevisionType, ArticleContentView {
  row: RevisionRow;
  forWork: boolean;
}

export function toRevision(row: RevisionRow, context: ContentContext, forWork = true): RevisionView {
  return {
    ...toContent(row, context),
    row,
    forWork,
    articleId: row.id,
    slug: row.slug,
    number: row.revision,
    isNewest: row.revision === row.headRevision,
    stage: ArticleRevisionStage[row.stage],
    savedAt: instant(row.savedAt),
    approvedAt: instant(row.approvedAt),
    publishedFrom: instant(row.publishedFrom),
    publishedUntil: instant(row.publishedUntil),
  };
}

/** Editors and admins work on every revision; a therapist on those they are asked to review. */
export async function mayWorkOn(
  { reviewerTherapistId }: Pick<RevisionRow, 'reviewerTherapistId'>,
  context: ContentContext,
): Promise<boolean> {
  const { viewer } = context;
  if (hasRole(viewer, 'editor') || hasRole(viewer, 'admin')) return true;
  if (viewer === null || reviewerTherapistId === null) return false;
  return (await context.load(ownerOfTherapist, reviewerTherapistId)) === viewer.subject;
}
