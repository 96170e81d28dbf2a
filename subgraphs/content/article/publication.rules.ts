/** The time a revision is public, end excluded; without `publishedUntil` it has no end. */
export interface Publication {
  publishedFrom?: Date | null;
  publishedUntil?: Date | null;
}

const never: Publication = { publishedFrom: null, publishedUntil: null };

/**
 * An article's publications as they would be had nothing been scheduled: what is to begin after `now` never does, and what
 * is public now has no end again, since only a scheduled successor sets one ahead of time.
 */
export function withoutSchedule(present: Publication, now: Date): Publication {
  const { publishedFrom, publishedUntil } = present;
  if (!publishedFrom || publishedFrom > now) return never;
  return { publishedFrom, publishedUntil: publishedUntil && publishedUntil > now ? null : publishedUntil };
}

/**
 * What becomes of a publication when another begins at `from`, or the article is archived then: one that covers that
 * moment ends there, one that was to begin then or later never does, and what ended before stays as it was.
 */
export function giveWay(present: Publication, from: Date): Publication {
  const { publishedFrom, publishedUntil } = present;
  if (!publishedFrom || publishedFrom >= from) return never;
  if (!publishedUntil || publishedUntil > from) return { publishedFrom, publishedUntil: from };
  return { publishedFrom, publishedUntil };
}
