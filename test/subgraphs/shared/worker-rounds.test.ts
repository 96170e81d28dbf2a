import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createLog } from '../../../subgraphs/shared/log.ts';
import { startRounds } from '../../../subgraphs/shared/worker-rounds.ts';

const log = createLog('silent');

it('runs a round at once and again and again, also after it has failed', async () => {
  let runs = 0;
  const run = () => {
    runs += 1;
    return runs === 1 ? Promise.reject(new Error('the first time')) : Promise.resolve();
  };
  const rounds = startRounds(log, [{ name: 'unsteady', everyMs: 1, run }]);
  await expect.poll(() => runs).toBeGreaterThan(2);
  await rounds.close();
});

it('finishes the run that is under way before it is closed, and begins no other', async () => {
  let begun = 0;
  let ended = 0;
  const run = async () => {
    begun += 1;
    await pause(50);
    ended += 1;
  };
  const rounds = startRounds(log, [{ name: 'slow', everyMs: 1, run }]);
  await rounds.close();
  expect([begun, ended]).toEqual([1, 1]);
  await pause(20);
  expect(begun).toBe(1);
});
