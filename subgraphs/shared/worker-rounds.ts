import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';

export interface Round {
  name: string;
  /** Milliseconds from the end of one run to the start of the next. */
  everyMs: number;
  run: () => Promise<void>;
}

/** Runs each round again and again, the first time at once, each for itself: one that fails is logged and comes again. */
export function startRounds(log: Logger, rounds: readonly Round[]): { close(): Promise<void> } {
  const stopping = new AbortController();
  const running = rounds.map(async ({ name, everyMs, run }) => {
    while (!stopping.signal.aborted) {
      try {
        await run();
      } catch (error) {
        log.error({ err: error, round: name }, 'a round of the worker failed');
      }
      await wait(everyMs, undefined, { signal: stopping.signal, ref: true }).catch(() => undefined);
    }
  });
  return {
    async close() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
