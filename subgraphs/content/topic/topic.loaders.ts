import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import type { ContentContext } from '../content.ts';
import { Topic } from './topic.entity.ts';

export const topicById = defineLoader<ContentContext, string, Topic | null>(async ({ em }, ids) =>
  inKeyOrder(ids, await em.find(Topic, { id: [...ids] }), (topic) => topic.id, null),
);
