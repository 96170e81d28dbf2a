import type { EntityManager } from '@mikro-orm/postgresql';
import type { State } from '../../shared/vocabulary.ts';
import { CrisisLine } from './crisis-line.entity.ts';
import type { CrisisAudience } from './crisis-line.type.ts';

export interface CrisisLineData {
  slug: string;
  name: string;
  /** As people write it: `13 11 14`. */
  phone: string;
  textPhone: string | null;
  website: string | null;
  hours: string;
  audience: CrisisAudience;
  description: string;
  /** Empty: everywhere in Australia. */
  states: State[];
}

/** Makes the crisis lines be as given, in this order, known by their slugs; others stay as they are. */
export async function importCrisisLines(em: EntityManager, lines: readonly CrisisLineData[]): Promise<void> {
  const rows = lines.map((line, index) => ({
    slug: line.slug,
    name: line.name,
    phone: line.phone,
    textPhone: line.textPhone,
    website: line.website,
    hours: line.hours,
    audience: line.audience,
    description: line.description,
    states: line.states,
    position: index + 1,
  }));
  if (rows.length === 0) return;
  await em.upsertMany(CrisisLine, rows, { onConflictFields: ['slug'] });
}
