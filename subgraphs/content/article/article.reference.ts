import type { ResolveReference } from '../../shared/build-subgraph.ts';
import type { ContentContext } from '../content.ts';
import { articleById } from './article.loaders.ts';
import { toArticle } from './article.view.ts';

export const articleReference: ResolveReference<ContentContext> = async ({ id }, context) => {
  const row = await context.load(articleById, String(id));
  return row && toArticle(row, context);
};
