import type { ContentContext } from '../content.ts';
import { defineLoader, inKeyOrder } from '../../shared/loaders.ts';
import { Service } from './service.entity.ts';

export const serviceById = defineLoader<ContentContext, string, Service | null>(async ({ em }, ids) =>
  inKeyOrder(ids, await em.find(Service, { id: [...ids] }), (service) => service.id, null),
);
