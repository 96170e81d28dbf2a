// A worker, from the build, that sends mail until it is killed. It is given what it needs in the environment.
import { startBookingsWorker } from '../../../../dist/subgraphs/bookings/bookings.worker.js';
import { readSmtpUrl, smtpTransport } from '../../../../dist/subgraphs/bookings/mail/smtp-transport.js';
import { createLog } from '../../../../dist/subgraphs/shared/log.js';

const { DATABASE_URL, SMTP_URL, NOW } = process.env;

await startBookingsWorker({
  database: { url: DATABASE_URL },
  therapistsEventsUrl: DATABASE_URL,
  mail: {
    transport: smtpTransport(readSmtpUrl(SMTP_URL)),
    from: { name: 'Rapport', email: 'mail@rapport.test' },
  },
  publicUrl: 'http://rapport.test',
  clock: () => new Date(NOW),
  log: createLog('silent'),
});
process.stdout.write('working');
