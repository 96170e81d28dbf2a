import { expect, test } from 'vitest';
import { startToy } from '../toy/start.ts';

const nested = (first: string) =>
  `query ($n: Int = 1) { articles(first: ${first}) { nodes { recommendedTherapists(first: ${first}) { openSlots(kind: SESSION, first: ${first}) { id } } } } }`;

test('refuses what could give too many objects, before any subgraph is called', async () => {
  await using toy = await startToy('handlers');
  const { status, body } = await toy.ask(nested('40').replace('($n: Int = 1) ', ''));
  expect(status).toBe(400);
  expect(body.errors?.[0]).toMatchObject({
    message: expect.stringContaining('objects, and 10000 is the limit'),
    extensions: { code: 'OPERATION_TOO_LARGE' },
  });
  expect(toy.calls).toEqual([]);
});

test('looks at the variables of each request', async () => {
  await using toy = await startToy('handlers');
  expect((await toy.ask(nested('$n'), { n: 2 })).status).toBe(200);
  expect((await toy.ask(nested('$n'), { n: 40 })).status).toBe(400);
  expect((await toy.ask(nested('$n'))).status).toBe(200);
});

test('takes other limits', async () => {
  await using toy = await startToy('handlers', { limits: { objects: 3 } });
  expect((await toy.ask('{ therapists(first: 3) { id } }')).status).toBe(200);
  expect((await toy.ask('{ therapists(first: 4) { id } }')).status).toBe(400);
});
