import { startEmbeddedPostgres } from '../../../deploy/database/embedded-postgres.ts';

// A process that owns a server until it is killed, for the tests of what it leaves behind.
const server = await startEmbeddedPostgres({ folder: process.argv[2]!, settings: { fsync: 'off' } });
process.stdout.write(`${server.adminUrl}\n`);
process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
setInterval(() => undefined, 60_000);
