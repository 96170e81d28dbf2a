import { z } from 'zod';
import { optional } from '../shared/env.ts';
import type { ContentSettings } from './content.ts';

/** The settings that only content has. */
export const contentEnv = {
  PREVIEW_SECRET: optional(z.string().min(32, { error: 'must have at least 32 characters' })),
  PREVIEW_LINK: optional(z.string().includes('{token}', { error: 'must have {token} in it' })),
};

const previewQuery = `query ArticlePreview($token: String!) {
  articlePreview(token: $token) {
    title
    body { html }
  }
}
`;

/** Previews lead to the settings' page of a website; without one to the graph's own IDE, with the question filled in. */
export function contentOptions(
  env: z.infer<z.ZodObject<typeof contentEnv>>,
  publicUrl: string,
): Partial<ContentSettings> {
  if (env.PREVIEW_SECRET === undefined) return {};
  const variables = encodeURIComponent('{"token":"{token}"}').replace('%7Btoken%7D', '{token}');
  const ide = `${publicUrl}/graphql?query=${encodeURIComponent(previewQuery)}&variables=${variables}`;
  return { preview: { secret: env.PREVIEW_SECRET, link: env.PREVIEW_LINK ?? ide } };
}
