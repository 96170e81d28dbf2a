import type { DatabaseDefinition } from '../shared/database.ts';

export const bookingsDatabase: DatabaseDefinition = {
  name: 'bookings',
  entities: [],
  migrations: [],
};
