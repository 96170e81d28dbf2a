import { pino, type Logger } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** JSON lines on standard error: standard output is for what a command answers. Tokens and people's data are never logged. */
export function createLog(level: LogLevel): Logger {
  return pino(
    {
      level,
      redact: ['authorization', 'headers.authorization', 'email', 'token'],
      base: undefined,
      serializers: { err: describeError },
    },
    pino.destination({ dest: 2, sync: true }),
  );
}

/**
 * What is known to tell of the code and not of people. PostgreSQL's `detail` and `where` quote rows, MikroORM puts the
 * `detail` into the message as well, and pino's own serialiser writes every property an error has.
 */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, constraint, detail } = error as { code?: unknown; constraint?: unknown; detail?: unknown };
  const withoutRows = (text: string | undefined) => text?.replaceAll(`\n - detail: ${String(detail)}`, '');
  return {
    type: error.name,
    message: withoutRows(error.message),
    stack: withoutRows(error.stack),
    code,
    constraint,
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}
