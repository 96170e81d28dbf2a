import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../shared/ids.ts';
import type { Concern, Profession } from '../../shared/vocabulary.ts';
import { Service } from './service.entity.ts';

export interface ServiceData {
  slug: string;
  name: string;
  summary: string;
  description: string;
  concerns: Concern[];
  professions: Profession[];
}

/** Makes the services be as given, in this order, known by their slugs; others stay as they are. */
export async function importServices(
  em: EntityManager,
  services: readonly ServiceData[],
  idOf: (slug: string) => string = () => newId('Service'),
): Promise<void> {
  const rows = services.map(({ slug, name, summary, description, concerns, professions }, index) => ({
    id: idOf(slug),
    slug,
    name,
    summary,
    description,
    concerns,
    professions,
    position: index + 1,
  }));
  if (rows.length === 0) return;
  await em.upsertMany(Service, rows, { onConflictFields: ['slug'], onConflictExcludeFields: ['id'] });
}
