import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import type { State } from '../../shared/vocabulary.ts';
import type { ContentContext } from '../content.ts';
import { CrisisAudience, type CrisisLineType } from './crisis-line.type.ts';

interface Where {
  /** Lines of all Australia, and of these states; null for the lines of every state. */
  states: State[] | null;
  /** Lines for everyone, and for this audience; null for every audience. */
  audience: CrisisAudience | null;
}

/** Crisis lines in the order to show them, the most urgent first. */
export function listCrisisLines(
  { em }: ContentContext,
  { states, audience }: Where,
): Promise<CrisisLineType[]> {
  return readRows(
    em,
    sql<CrisisLineType>`
      select slug, name, phone, text_phone as "textPhone", website, hours, audience, description, states
      from crisis_line
      where (${states}::text[] is null or states = '{}' or states && ${states}::text[])
        and (${audience}::text is null or audience in (${CrisisAudience.EVERYONE}, ${audience}))
      order by position, slug`,
  );
}
