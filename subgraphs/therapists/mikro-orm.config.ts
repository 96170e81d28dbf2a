import type { DatabaseDefinition } from '../shared/database.ts';

export const therapistsDatabase: DatabaseDefinition = {
  name: 'therapists',
  entities: [],
  migrations: [],
};
