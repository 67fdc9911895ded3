import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Azurite, startAzurite } from '../../dev/azurite.ts';
import { readSeen, startFixture } from './fixture.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
}, 30_000);
afterAll(() => azurite.stop());

it('runs a timer when its time comes, not past due', async () => {
  const host = await startFixture({ azurite, env: { SWEEP_SCHEDULE: '*/1 * * * * *' } });
  await vi.waitFor(async () => expect((await readSeen(host)).sweeps.length).toBeGreaterThan(1), {
    timeout: 8000,
    interval: 50,
  });
  const { sweeps } = await readSeen(host);
  expect(sweeps.every(({ isPastDue }) => !isPastDue)).toBe(true);
  await host.stop();
}, 20_000);

it('runs a timer at once, as past due, that was due while no host ran', async () => {
  const env = { SWEEP_SCHEDULE: '0 0 4 * * *' };
  const first = await startFixture({
    azurite,
    env: { ...env, 'AzureWebJobs.sweep.Disabled': 'true' },
  });
  await first.clock.advance('P2D', { settle: true });
  expect((await readSeen(first)).sweeps).toEqual([]);
  await first.stop();
  const second = await startFixture({ azurite, env });
  await vi.waitFor(async () => expect((await readSeen(second)).sweeps).toHaveLength(1), 5000);
  expect((await readSeen(second)).sweeps[0]?.isPastDue).toBe(true);
  await second.clock.settle();
  expect((await readSeen(second)).sweeps).toHaveLength(1);
  await second.stop();
}, 20_000);

it('refuses to start with a schedule that is none, and gives an example', async () => {
  const starting = startFixture({ azurite, env: { SWEEP_SCHEDULE: 'every day' } });
  await expect(starting).rejects.toThrow(/"every day" is no schedule for "sweep".*0 \*\/15/s);
});
