import { beforeEach, describe, expect, it } from 'vitest';
import { healthRoute } from '../../functions/api/health.ts';
import { addMs } from '../../lib/licensing/time.ts';
import { noteSweep } from '../../lib/operations/purge/last-sweep.ts';
import { longestPauseMinutes } from '../../lib/schedule.ts';
import { sweptKey, sweptPartition } from '../../lib/storage/rows/swept-row.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { start } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

const hourMs = 60 * 60_000;
let world: MemoryWorld;
beforeEach(() => {
  world = new MemoryWorld();
});

async function health() {
  return (await ask(world, healthRoute, { as: null })).body;
}

describe('The health of the app', () => {
  it('is degraded until a sweep has ended, and again when none has for four intervals', async () => {
    expect(await health()).toMatchObject({ reasons: ['noSweep'], lastSweep: null });
    await noteSweep(world.services);
    expect(await health()).toMatchObject({ status: 'ok', reasons: [], lastSweep: start });
    world.now = addMs(start, hourMs);
    expect(await health()).toMatchObject({ status: 'ok' });
    world.now = addMs(start, hourMs + 1);
    expect(await health()).toMatchObject({
      status: 'degraded',
      reasons: ['noSweep'],
      lastSweep: start,
    });
  });

  it('is degraded while the clocks are more than five minutes apart', async () => {
    await noteSweep(world.services);
    world.aheadMs = 5 * 60_000;
    expect(await health()).toMatchObject({ status: 'ok' });
    world.aheadMs += 1;
    expect(await health()).toMatchObject({ status: 'degraded', reasons: ['clocksApart'] });
  });

  it('knows of no sweep where the row that says when is damaged', async () => {
    const damaged = { kind: 'put', key: sweptKey, properties: { doc0: '{}' } } as const;
    await world.memory.submit('wakeups', sweptPartition, [damaged]);
    expect(await health()).toMatchObject({ reasons: ['noSweep'], lastSweep: null });
  });
});

it.each([
  ['0 */15 * * * *', 15],
  ['30 0 * * * *', 60],
  ['0 0 9-17 * * *', 16 * 60],
  ['0 0 2 * * *', 24 * 60],
  ['0 0 2 * * Mon', 7 * 24 * 60],
  ['0 0 2 1 * *', 366 * 24 * 60],
])('The longest pause of %s is %i minutes', (schedule, minutes) => {
  expect(longestPauseMinutes(schedule)).toBe(minutes);
});
