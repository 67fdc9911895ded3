import { afterAll, describe, expect, it } from 'vitest';
import { Figures } from '../../simulation/runs/figures.ts';
import { runHistory } from '../../simulation/runs/history.ts';
import { foundSeeds } from '../../simulation/runs/found-seeds.ts';
import { print } from '../../simulation/runs/print.ts';

/** A bounded share; `npm run simulate -- --minutes 10` runs the long one. */
const seedsPerTest = 8;

describe('Random histories under faults', () => {
  const all = new Figures();
  afterAll(() => print(all.lines()));

  it.each([1000, 2000, 3000, 4000])('keep every invariant, from seed %i on', async (first) => {
    const figures = new Figures();
    for (let seed = first; seed < first + seedsPerTest; seed += 1) {
      const result = await runHistory(seed);
      figures.add(result);
      all.add(result);
    }
    expect(figures.failed.map(({ seed, violations }) => ({ seed, violations }))).toEqual([]);
    // A history in which nothing goes wrong, or nothing comes due, proves nothing.
    expect(figures.faultCount).toBeGreaterThan(100 * seedsPerTest);
    expect(figures.purged).toBeGreaterThan(10 * seedsPerTest);
  });

  it('are the same again under the same seed', async () => {
    const { faults, ...first } = await runHistory(7);
    const { faults: again, ...second } = await runHistory(7);
    expect(second).toEqual(first);
    expect([...again]).toEqual([...faults]);
  });
});

describe('What a seed once found', () => {
  it.each(foundSeeds)('stays fixed: $what', async ({ seeds }) => {
    for (const seed of seeds) expect((await runHistory(seed)).violations).toEqual([]);
  });
});
