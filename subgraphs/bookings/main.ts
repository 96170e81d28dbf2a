import { runSubgraph } from '../shared/run.ts';
import { bookingsEnv, bookingsOptions } from './bookings.env.ts';
import { openBookings } from './bookings.ts';

await runSubgraph('bookings', bookingsEnv, (settings, env) =>
  openBookings({ ...settings, ...bookingsOptions(env) }),
);
