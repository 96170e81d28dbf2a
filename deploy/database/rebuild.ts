import { z } from 'zod';
import { bookingsDatabase } from '../../subgraphs/bookings/mikro-orm.config.ts';
import { rebuildNextOpenSlots } from '../../subgraphs/bookings/next-open/next-open-slots.ts';
import { openDatabase } from '../../subgraphs/shared/database.ts';
import { loadEnvFile, parseSettings } from '../../subgraphs/shared/env.ts';
import { EventPublisher } from '../../subgraphs/shared/events.ts';
import { exitOnFailure } from '../../subgraphs/shared/run.ts';
import { rebuildSearch } from '../../subgraphs/therapists/directory/search.maintenance.ts';
import { therapistsDatabase } from '../../subgraphs/therapists/mikro-orm.config.ts';
import { republishProfiles } from '../../subgraphs/therapists/therapist/profile-events.ts';
import { reachOneMachineDatabase } from '../one-machine/database.ts';
import { readOneMachineEnv } from '../one-machine/env.ts';
import { subgraphUrls, subgraphUrlsShape, type SubgraphName } from './provision.ts';

// `npm run rebuild`: makes anew what is kept twice. The directory's search is rebuilt at once, while it is asked; profiles
// and next open slots are told again to the subgraphs that listen, whose workers take them in as they come. Works on the
// split start's databases where those are set, and otherwise on that of the one-machine start, running or not.
await exitOnFailure(async () => {
  loadEnvFile();
  if (process.env['THERAPISTS_DATABASE_URL'])
    return rebuild(subgraphUrls(parseSettings(z.object(subgraphUrlsShape), process.env)));
  const database = await reachOneMachineDatabase(readOneMachineEnv());
  try {
    await rebuild(database.urls);
  } finally {
    await database.stop();
  }
});

async function rebuild(urls: Record<SubgraphName, string>): Promise<void> {
  const therapists = openDatabase(therapistsDatabase, { url: urls.therapists });
  const bookings = openDatabase(bookingsDatabase, { url: urls.bookings });
  const events = new EventPublisher('therapists', therapists);
  try {
    const built = await rebuildSearch(therapists.em.fork(), (done) => say(`Search: ${done} therapists`));
    const told = await republishProfiles(events, therapists, (done) => say(`Profiles told: ${done}`));
    await rebuildNextOpenSlots(bookings.em.fork());
    say(
      `Rebuilt the search of ${built} therapists; ${told} profiles and their next open slots are told again.`,
    );
  } finally {
    await events.close();
    await Promise.all([therapists.close(), bookings.close()]);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
