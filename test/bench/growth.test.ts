import { expect, it } from 'vitest';
import { countGrowth } from '../../bench/growth.ts';

it('no path reads more calls or rows in a tenant of 5,000 users than in one of 1,000', async () => {
  const [small, large] = await Promise.all([countGrowth([1000]), countGrowth([5000])]);
  const read = (growth: typeof small) => growth.map(({ path, calls, rows }) => [path, calls, rows]);
  expect(read(large)).toEqual(read(small));
});
