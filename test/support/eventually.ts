import { setTimeout as wait } from 'node:timers/promises';

/** Tries an expectation until it holds, for what another process or a worker does in its own time. */
export async function eventually(expectation: () => Promise<void> | void, withinMs = 10_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await wait(25);
    }
  }
}
