import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Azurite, startAzurite } from '../../dev/azurite.ts';
import { readSeen, startFixture } from './fixture.ts';
import { eventually } from '../eventually.ts';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite({ memory: true, port: 0 });
});
afterAll(() => azurite.stop());

it('runs a timer when its time comes', async () => {
  const host = await startFixture({ azurite, env: { SWEEP_SCHEDULE: '*/1 * * * * *' } });
  await eventually(async () => expect((await readSeen(host)).sweeps.length).toBeGreaterThan(1));
  await host.stop();
});

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
  await eventually(async () => expect((await readSeen(second)).sweeps).toHaveLength(1));
  expect((await readSeen(second)).sweeps[0]?.isPastDue).toBe(true);
  await second.clock.settle();
  expect((await readSeen(second)).sweeps).toHaveLength(1);
  await second.stop();
});

it('refuses to start with a schedule that is none, and gives an example', async () => {
  const starting = startFixture({ azurite, env: { SWEEP_SCHEDULE: 'every day' } });
  await expect(starting).rejects.toThrow(/"every day" is no schedule for "sweep".*0 \*\/15/s);
});
