import { z } from 'zod';
import { Concern } from '../shared/vocabulary.ts';

/** A concern's name in addresses, front matter and data files: `couples-conflict`. */
export function concernSlug(concern: Concern): string {
  return concern.toLowerCase().replaceAll('_', '-');
}

const BY_SLUG = new Map(Object.values(Concern).map((concern) => [concernSlug(concern), concern]));

/** The concern of that name, or undefined when the vocabulary has none. */
export function concernOf(slug: string): Concern | undefined {
  return BY_SLUG.get(slug);
}

/** A concern in a file, by its slug. */
export const concernSchema = z.string().transform((slug, context) => {
  const concern = concernOf(slug);
  if (concern) return concern;
  context.addIssue({ code: 'custom', message: `"${slug}" is not a concern of the vocabulary` });
  return z.NEVER;
});
