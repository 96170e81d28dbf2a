import type { EntityManager } from '@mikro-orm/postgresql';
import { notFound } from '../../shared/errors.ts';
import { IdempotencyConflict, settleOnce, type Settled } from '../../shared/idempotency.ts';
import { requireViewer } from '../../shared/viewer.ts';
import { articleById } from '../article/article.loaders.ts';
import { toArticle } from '../article/article.view.ts';
import type { ContentContext } from '../content.ts';
import type { Doing } from './edit-article.ts';
import type { EditorialOutcome } from './editorial-outcomes.ts';
import * as problems from './editorial.problems.ts';
import { revisionByKey } from './revision.loaders.ts';
import { ArticleRevisionStage } from './revision.type.ts';
import { toRevision, type RevisionView } from './revision.view.ts';

/** Runs the work of a mutation once for its idempotency key; see `settleOnce`. */
export async function settleEditorial<Input extends object>(
  context: ContentContext,
  operation: string,
  key: string,
  input: Input,
  work: (em: EntityManager, input: Input, doing: Doing) => Promise<EditorialOutcome>,
): Promise<object> {
  const { subject, name } = requireViewer(context);
  const { now } = context;
  const attempt = { actor: subject, key, operation, input, now };
  const doing = { by: { subject, name }, now };
  const settled = await settleOnce(context.em.fork(), attempt, (em) => work(em, input, doing));
  return answer(context, settled);
}

async function answer(context: ContentContext, settled: Settled<EditorialOutcome>): Promise<object> {
  if (settled === 'conflict') {
    return made(IdempotencyConflict, {
      message: 'This idempotency key was used before for something else. Use a new key for each new wish.',
    });
  }
  const { outcome, replayed } = settled;
  switch (outcome.type) {
    case 'ArticleSuccess': {
      const row = await context.load(articleById, outcome.articleId);
      const revision = await revisionOf(context, outcome.articleId, outcome.revision);
      return made(problems.ArticleSuccess, { article: row && toArticle(row, context), revision, replayed });
    }
    case 'RevisionConflict':
      return made(problems.RevisionConflict, {
        message: 'Somebody has saved a newer revision. Compare it with yours and save again on top of it.',
        newest: await revisionOf(context, outcome.articleId, outcome.newest),
      });
    case 'ArticleSlugTaken':
      return made(problems.ArticleSlugTaken, {
        message: 'Another article has this slug, or had it before. Choose another.',
        articleId: outcome.articleId,
      });
    case 'InvalidMarkdown':
      return made(problems.InvalidMarkdown, {
        message: outcome.faults
          .map(({ field, line, message }) => `${field}, line ${line}: ${message}`)
          .join(' '),
        faults: outcome.faults,
      });
    case 'NotReadyForReview':
      return made(problems.NotReadyForReview, {
        message: `Before it can be reviewed it needs: ${outcome.missing.join(', ')}.`,
        missing: outcome.missing,
      });
    case 'ReviewerUnavailable':
      return made(problems.ReviewerUnavailable, {
        message:
          'This therapist cannot review it. Ask another who is public, has an account and did not write it.',
      });
    case 'RevisionStageConflict':
      return made(problems.RevisionStageConflict, {
        message: `This cannot be done with a revision that is ${outcome.stage.toLowerCase().replace('_', ' ')}.`,
        stage: ArticleRevisionStage[outcome.stage],
        revision: await revisionOf(context, outcome.articleId, outcome.revision),
      });
  }
}

async function revisionOf(context: ContentContext, articleId: string, number: number): Promise<RevisionView> {
  const row = await context.load(revisionByKey, { articleId, number });
  if (row === null) throw notFound('The revision');
  return toRevision(row, context);
}

/** An object of a GraphQL type, so that unions know which it is. */
function made<T extends object>(type: new () => T, fields: T): T {
  return Object.assign(new type(), fields);
}
