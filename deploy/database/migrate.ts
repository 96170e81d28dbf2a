import { migrate, openDatabase, type DatabaseDefinition } from '../../subgraphs/shared/database.ts';
import { migrateEvents } from '../../subgraphs/shared/events.ts';
import { migrateMailQueue } from '../../subgraphs/bookings/mail/mail-queue.ts';
import { bookingsDatabase } from '../../subgraphs/bookings/mikro-orm.config.ts';
import { contentDatabase } from '../../subgraphs/content/mikro-orm.config.ts';
import { therapistsDatabase } from '../../subgraphs/therapists/mikro-orm.config.ts';
import type { SubgraphName } from './provision.ts';

const databases: Record<SubgraphName, DatabaseDefinition> = {
  therapists: therapistsDatabase,
  bookings: bookingsDatabase,
  content: contentDatabase,
};

/** Brings every subgraph's schema and queues up to date; each with its own role, so no migration touches a sibling. */
export async function migrateAll(urls: Record<SubgraphName, string>): Promise<void> {
  const each = Object.entries(databases).map(async ([name, definition]) => {
    const orm = openDatabase(definition, { url: urls[name as SubgraphName] });
    try {
      await migrate(orm, name);
    } finally {
      await orm.close();
    }
    await migrateEvents(name, urls[name as SubgraphName]);
    if (name === 'bookings') await migrateMailQueue(urls.bookings);
  });
  await Promise.all(each);
}
