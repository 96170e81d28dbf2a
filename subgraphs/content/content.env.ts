import { z } from 'zod';
import { optional } from '../shared/env.ts';
import type { ContentSettings } from './content.ts';

/** The settings that only content has. */
export const contentEnv = {
  PREVIEW_SECRET: optional(z.string().min(32, { error: 'must have at least 32 characters' })),
  PREVIEW_LINK: optional(z.string().includes('{token}', { error: 'must have {token} in it' })),
};

/** Previews lead to a page of the website at `publicUrl` unless the settings name another. */
export function contentOptions(
  env: z.infer<z.ZodObject<typeof contentEnv>>,
  publicUrl: string,
): Partial<ContentSettings> {
  if (env.PREVIEW_SECRET === undefined) return {};
  return {
    preview: { secret: env.PREVIEW_SECRET, link: env.PREVIEW_LINK ?? `${publicUrl}/preview/{token}` },
  };
}
