import { expect, it } from 'vitest';
import { takenTogether } from '../../../../subgraphs/therapists/next-open-slot/taken-together.ts';

it('takes at once what is given at once, and tells each of the end', async () => {
  const taken: number[][] = [];
  const give = takenTogether<number>(async (items) => void taken.push(items));
  await Promise.all([give(1), give(2), give(3)]);
  await give(4);
  expect(taken).toEqual([[1, 2, 3], [4]]);
});

it('fails all of a take that fails, and none of the next', async () => {
  const give = takenTogether<string>((items) =>
    items.includes('bad') ? Promise.reject(new Error('bad')) : Promise.resolve(),
  );
  const ends = await Promise.allSettled([give('good'), give('bad')]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(give('good')).resolves.toBeUndefined();
});
