import { sql } from 'kysely';
import { readRows } from '../../shared/database.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import { articleTables } from '../article/article.reads.ts';
import type { ContentContext } from '../content.ts';
import { Topic } from './topic.entity.ts';

export const topicById = defineLoader<ContentContext, string, Topic | null>(async ({ em }, ids) =>
  inKeyOrder(ids, await em.find(Topic, { id: [...ids] }), (topic) => topic.id, null),
);

/** How many articles of a topic, by its id, the viewer may see. */
export const articleCountByTopic = defineLoader<ContentContext, string, number>(async (context, ids) => {
  const rows = await readRows(
    context.em,
    sql<{ id: string; count: number }>`
      select t.id, count(*)::integer as count from ${articleTables(context)}
      where t.id = any(${ids}) and a.status <> 'ARCHIVED' group by t.id`,
  );
  const counts = new Map(rows.map(({ id, count }) => [id, count]));
  return ids.map((id) => counts.get(id) ?? 0);
});
