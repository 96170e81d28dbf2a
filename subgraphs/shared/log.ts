import { pino, type Logger } from 'pino';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** JSON lines on standard error: standard output is for what a command answers. Tokens and people's data are never logged. */
export function createLog(level: LogLevel): Logger {
  return pino(
    { level, redact: ['authorization', 'headers.authorization', 'email', 'token'], base: undefined },
    pino.destination({ dest: 2, sync: true }),
  );
}
