import { runSubgraph } from '../shared/run.ts';
import { openBookings } from './bookings.ts';

await runSubgraph('bookings', openBookings);
