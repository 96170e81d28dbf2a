/** The time a revision is public, end excluded; `until` null has no end. */
export interface Publication {
  publishedFrom?: Date | null;
  publishedUntil?: Date | null;
}

/**
 * What becomes of an article's present publications when another revision is public from `from` on: one that covers that
 * moment ends there, one that was to begin then or later is withdrawn, and what ended before stays as it was.
 */
export function giveWay(present: Publication, from: Date): Publication {
  const { publishedFrom, publishedUntil } = present;
  if (!publishedFrom) return present;
  if (publishedFrom >= from) return { publishedFrom: null, publishedUntil: null };
  if (!publishedUntil || publishedUntil > from) return { publishedFrom, publishedUntil: from };
  return present;
}
