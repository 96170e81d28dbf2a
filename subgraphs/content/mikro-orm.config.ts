import type { DatabaseDefinition } from '../shared/database.ts';
import { Services } from './migrations/001-services.ts';
import { Service } from './service/service.entity.ts';

export const contentDatabase: DatabaseDefinition = {
  name: 'content',
  entities: [Service],
  migrations: [{ name: '001-services', class: Services }],
};
