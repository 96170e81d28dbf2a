import type { EntityManager } from '@mikro-orm/postgresql';
import { newId } from '../../shared/ids.ts';
import { Topic } from './topic.entity.ts';

export interface TopicData {
  slug: string;
  name: string;
  summary: string;
}

/** Makes the topics be as given, in this order, known by their slugs; others stay as they are. */
export async function importTopics(
  em: EntityManager,
  topics: readonly TopicData[],
  idOf: (slug: string) => string = () => newId('Topic'),
): Promise<void> {
  const rows = topics.map(({ slug, name, summary }, index) => ({
    id: idOf(slug),
    slug,
    name,
    summary,
    position: index + 1,
  }));
  if (rows.length === 0) return;
  await em.upsertMany(Topic, rows, { onConflictFields: ['slug'], onConflictExcludeFields: ['id'] });
}
