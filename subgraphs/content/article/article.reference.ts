import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { ContentContext } from '../content.ts';
import { articleById, articleHeadBySlug } from './article.loaders.ts';
import { toArticle } from './article.view.ts';

/** By id, or by slug for those who know of an article and not which one it is. */
export const articleReference: ResolveReference<ContentContext> = async ({ id, slug }, context) => {
  const row = await (id === undefined
    ? context.load(articleHeadBySlug, String(slug))
    : context.load(articleById, String(id)));
  return row && toArticle(row, context);
};
