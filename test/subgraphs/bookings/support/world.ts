import { openBookings, type BookingsSettings } from '../../../../subgraphs/bookings/bookings.ts';
import type { Role } from '../../../../subgraphs/shared/viewer.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { askOf, testSettings } from '../../../support/subgraph.ts';
import { signIn } from './client-side.ts';
import { addTherapist, mondayMidnight } from './practice.ts';

/** A bookings subgraph of the test's own over an empty database, with a clock that the test sets. */
export async function openWorld(overrides: Partial<BookingsSettings> = {}) {
  const database = await createTestDatabase();
  const time = { now: mondayMidnight };
  const bookings = openBookings({
    ...testSettings(database.bookings, { clock: () => time.now }),
    ...overrides,
  });
  const ask = askOf(bookings);
  let count = 0;
  return {
    bookings,
    database,
    time,
    ask,
    /** An entity manager of its own for each use. */
    em: () => bookings.orm.em.fork(),
    /** A person who has not been here before. */
    person: (roles: Role[] = ['client'], name = 'person') => signIn(ask, `${name}-${++count}`, roles),
    /** A therapist with the person who is it. */
    async therapist(options: Parameters<typeof addTherapist>[1] = {}) {
      const owner = await signIn(ask, `therapist-${++count}`, ['therapist']);
      const id = await addTherapist(bookings.orm.em, {
        ...options,
        profile: { ownerSubject: owner.subject, ...options.profile },
      });
      return { id, owner };
    },
    close: () => bookings.close(),
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;
