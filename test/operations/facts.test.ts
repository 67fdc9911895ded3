import { beforeEach, describe, expect, it } from 'vitest';
import type { SweepMessage } from '../../lib/messages/sweeps.ts';
import type { Fact } from '../../lib/operations/engine/note.ts';
import { Fact as FactSchema, note } from '../../lib/operations/engine/note.ts';
import { sweep } from '../../lib/operations/purge/sweep.ts';
import { handleSweepMessage } from '../../lib/operations/purge/handle-sweep-message.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';

const canary = 'kanarienvogel';
const id = userId(1);
let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  const named = { id, userPrincipalName: `${canary}@contoso.com`, displayName: `${canary} Vance` };
  await world.load([product('E3')], [user([direct('E3')], named)]);
  await unassignLicenses(world.session(), {
    path: 'activeUser',
    userIds: [id],
    skuIds: [skuId('E3')],
  });
  await world.handleMessages();
});

/** The facts that were logged, each read as strictly as it is written. */
function facts(): readonly Fact[] {
  return world.log
    .filter((line) => line.startsWith('{'))
    .map((line) => FactSchema.parse(JSON.parse(line)));
}

function swept(): readonly Fact[] {
  return facts().filter(({ event }) => event === 'swept');
}

const step: SweepMessage = { v: 1, kind: 'tenant', tenantId, marks: [], from: null };

describe('What the log says as facts', () => {
  it('is the whole life of held data, without a name in any line', async () => {
    await world.moveTo(day(31));
    const events = new Set(facts().map(({ event }) => event));
    expect(events).toEqual(new Set(['handled', 'clocks', 'swept', 'purged']));
    expect(facts().find(({ event }) => event === 'purged')).toMatchObject({ tenantId });
    expect(world.log.join('\n')).not.toContain(canary);
  });

  it('is a sweep also where nothing is due, or nobody could tell it from an app that is dead', async () => {
    world = new MemoryWorld();
    await sweep(world.services, world.now);
    expect(swept()).toMatchObject([{ tenants: 0, failures: 0, overdueMinutes: 0 }]);
  });

  it('is since when a tenant is overdue, in whole minutes', async () => {
    world.now = day(30);
    await handleSweepMessage(world.services, step, world.now);
    world.now = day(31);
    await handleSweepMessage(world.services, step, world.now);
    expect(swept()).toMatchObject([
      { users: 1, overdueMinutes: 0 },
      { users: 1, overdueMinutes: 24 * 60 },
    ]);
  });

  it('is how far the clock of the app is before that of the storage, or behind it', async () => {
    for (const aheadMs of [150_000, -150_000]) {
      world.aheadMs = aheadMs;
      await sweep(world.services, world.now);
    }
    const skews = facts().filter(({ event }) => event === 'clocks');
    expect(skews).toEqual([
      { event: 'clocks', skewMs: 150_000 },
      { event: 'clocks', skewMs: -150_000 },
    ]);
  });

  it('can hold no text that somebody wrote', () => {
    const kind = `${canary}@contoso.com`;
    expect(() => {
      note(world.services, { event: 'notice', tenantId, kind, delivered: true });
    }).toThrow(/kind/);
  });
});
