import { expect, it } from 'vitest';
import { measureSweep } from '../../bench/sweep/measure-sweep.ts';
import { toInstant } from '../../lib/licensing/time.ts';

const now = toInstant('2026-11-26T10:00:00Z');

it('a sweep purges what is due in every tenant, and each of its runs does a bounded share', async () => {
  const account = { tenants: 40, dueOf: () => 5, heldOf: () => 5 };
  const { purged, runs, mostOfRun } = await measureSweep(account, now);
  expect({ purged, runs }).toEqual({ purged: 200, runs: 82 });
  expect(mostOfRun).toBeLessThan(100);
});

function hot(tenant: number): number {
  return tenant === 2 ? 3000 : 1;
}

it('a day on which thousands are due in one tenant is walked over in runs as small', async () => {
  const result = await measureSweep({ tenants: 3, dueOf: hot, heldOf: () => 0 }, now);
  expect(result.purged).toBe(3002);
  expect(result.mostOfRun).toBeLessThan(250);
});
