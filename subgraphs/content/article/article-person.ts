import type { ContentContext } from '../content.ts';
import { publicTherapistById } from '../therapist/therapist.loaders.ts';
import type { Byline } from './article-revision.entity.ts';
import type { ArticlePersonType } from './article-content.type.ts';

/** A byline in its public shape: the name as it was printed, with the therapist where they are public. */
export async function bylineOf(
  byline: Byline | null,
  context: ContentContext,
): Promise<ArticlePersonType | null> {
  if (byline === null) return null;
  const therapist =
    byline.therapistId === null ? null : await context.load(publicTherapistById, byline.therapistId);
  return { name: byline.name, therapist };
}
