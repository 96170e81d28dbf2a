import { setTimeout as wait } from 'node:timers/promises';
import { MikroORM, type EntityManager, type EntitySchema, type Options } from '@mikro-orm/postgresql';
import { Migrator, type Migration } from '@mikro-orm/migrations';
import type { RawBuilder } from 'kysely';
import { Client, type ClientConfig, type Pool } from 'pg';

export interface DatabaseSettings {
  /** PostgreSQL URL of this subgraph's own role. */
  url: string;
  /** Called with every statement sent; the tests count them. */
  onStatement?: (sql: string) => void;
  poolSize?: number;
}

export interface DatabaseDefinition {
  /** The subgraph's name: its schema, and the role that owns it. */
  name: string;
  // MikroORM's own type of a list of any entities; each entity is typed where it is defined.
  entities: NonNullable<Options['entities']>;
  /** Oldest first. The name is what the database remembers as done, so it never changes. */
  migrations: readonly { name: string; class: new (...args: never[]) => Migration }[];
}

/** Connects lazily: nothing is sent before the first query. */
export function openDatabase(definition: DatabaseDefinition, settings: DatabaseSettings): MikroORM {
  const { onStatement } = settings;
  return new MikroORM({
    clientUrl: settings.url,
    schema: definition.name,
    entities: definition.entities as EntitySchema[],
    extensions: [Migrator],
    migrations: {
      migrationsList: definition.migrations.map(({ name, class: migration }) => ({
        name,
        class: migration as never,
      })),
      tableName: 'migration',
      schema: definition.name,
      snapshot: false,
      silent: true,
      disableForeignKeys: false,
    },
    // Extensions live in a schema of their own, so that no subgraph owns what all use.
    driverOptions: {
      // Statements here take milliseconds; compiling one would take a hundred.
      options: `-c search_path=${definition.name},extensions -c timezone=UTC -c jit=off`,
      application_name: `rapport-${definition.name}`,
      // How long a crowd may wait for a free connection; the queue has no other end.
      connectionTimeoutMillis: 30_000,
      Client: PromptClient,
      keepAlive: true,
      ...(onStatement && { onPoolCreated: (pool: Pool) => watchStatements(pool, onStatement) }),
    },
    pool: { min: 0, max: settings.poolSize ?? 10, idleTimeoutMillis: 30_000 },
    forceUtcTimezone: true,
    discovery: { warnWhenNoEntities: false },
    colors: false,
  });
}

/** Gives up on a server that does not answer, sooner than on the queue for a connection to one that does. */
class PromptClient extends Client {
  constructor(options: ClientConfig) {
    // The pool hides the password from copies, so the options are looked through, not copied.
    super(Object.create(options, { connectionTimeoutMillis: { value: 5000 } }) as ClientConfig);
  }
}

/** MikroORM's own hook sees only its own queries, not those of `readRows`, so the connections themselves are listened to. */
function watchStatements(pool: Pool, onStatement: (sql: string) => void): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const watched = (...args: unknown[]) => {
      const [statement] = args;
      onStatement(typeof statement === 'string' ? statement : (statement as { text: string }).text);
      return query(...args);
    };
    client.query = watched as typeof client.query;
  });
}

/** Runs the migrations that this database has not seen; several processes may try at once, one does it. */
export async function migrate(orm: MikroORM, name: string): Promise<void> {
  const lock = orm.em.fork();
  await lock.transactional(async (em) => {
    await em.execute(`select pg_advisory_xact_lock(hashtext('rapport migrations of ${name}'))`);
    await orm.migrator.up();
  });
}

/**
 * Rows of a hand-written statement, in the current transaction if there is one. Kysely's `sql` tag sends every value as a
 * parameter, arrays included (`= any(${ids})`). Instants come as PostgreSQL writes them: `2026-07-01 12:34:56.789+00`.
 */
export async function readRows<Row>(em: EntityManager, statement: RawBuilder<Row>): Promise<Row[]> {
  const { rows } = await statement.execute(em.getKysely());
  return rows;
}

/** How long, in milliseconds, a database that may have gone silent is waited for. */
const patienceMs = 2000;

/** Questions that the database has not answered yet: one at a time, so that probes cannot use up the pool. */
const openQuestions = new WeakMap<MikroORM, Promise<boolean>>();

/** Whether the database answers, and soon: the readiness probe's question. */
export function databaseAnswers(orm: MikroORM): Promise<boolean> {
  let question = openQuestions.get(orm);
  if (question === undefined) {
    question = askDatabase(orm).finally(() => openQuestions.delete(orm));
    openQuestions.set(orm, question);
  }
  return inTime(question, false);
}

/** Closes the connections that are not in use, and waits for the others no longer than for any silent database. */
export function closeDatabase(orm: MikroORM): Promise<void> {
  return inTime(orm.close(), undefined);
}

async function inTime<T>(work: Promise<T>, otherwise: T): Promise<T> {
  const impatience = new AbortController();
  const tooLate = wait(patienceMs, otherwise, { signal: impatience.signal }).catch(() => otherwise);
  return Promise.race([work, tooLate]).finally(() => impatience.abort());
}

async function askDatabase(orm: MikroORM): Promise<boolean> {
  try {
    await orm.em.fork().execute('select 1');
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL's error class of a failed write, with the constraint that judged it; null when it is something else. */
export function violatedConstraint(error: unknown): { code: string; constraint: string } | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const { code, constraint } = cause as { code?: unknown; constraint?: unknown };
    if (typeof code === 'string' && typeof constraint === 'string' && code.startsWith('23'))
      return { code, constraint };
  }
  return null;
}
