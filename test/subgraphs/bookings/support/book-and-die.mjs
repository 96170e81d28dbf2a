// A server, from the build, that is killed after a booking has been committed and before anybody has been told: the worst
// moment there is. It is given what it needs in the environment.
import { openBookings } from '../../../../dist/subgraphs/bookings/bookings.js';
import { createInProcessHandler } from '../../../../dist/subgraphs/shared/in-process.js';
import { createLog } from '../../../../dist/subgraphs/shared/log.js';
import { parse } from 'graphql';

const { DATABASE_URL, TOKENS, TOKEN, NOW, MUTATION } = process.env;

let isCommitted = false;
const bookings = openBookings({
  database: {
    url: DATABASE_URL,
    onStatement(statement) {
      // The answer is read after the commit has come back; nothing of it is sent any more.
      if (isCommitted) process.kill(process.pid, 'SIGKILL');
      isCommitted = statement === 'commit';
    },
  },
  tokens: JSON.parse(TOKENS),
  publicUrl: 'http://rapport.test',
  clock: () => new Date(NOW),
  log: createLog('silent'),
});
const result = await createInProcessHandler(bookings)({
  document: parse(MUTATION),
  variables: {},
  authorization: `Bearer ${TOKEN}`,
  clientRequest: {},
});
process.stdout.write(`answered ${JSON.stringify(result)}`);
process.exit();
