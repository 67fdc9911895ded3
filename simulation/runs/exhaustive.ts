import { addDays } from '../../lib/licensing/time.ts';
import { services as serviceNames } from '../../lib/licensing/products/service.ts';
import { itemKey, vaultPartition } from '../../lib/storage/rows/vault-item-row.ts';
import { TenantStore } from '../../lib/storage/tenant-store.ts';
import { toDocument } from '../../lib/storage/rows/document.ts';
import { VaultItem } from '../../lib/storage/rows/vault-item-row.ts';
import { start } from '../builders/users.ts';
import { Background } from '../clients/background.ts';
import { Clients } from '../clients/clients.ts';
import type { FaultKind } from '../faults/faults.ts';
import { faultsOf } from '../faults/faults.ts';
import { OneFault } from '../faults/one-fault.ts';
import type { Instance } from '../world/instance.ts';
import { canary } from '../world/population.ts';
import { Random } from '../world/random.ts';
import type { Scenario } from '../clients/scenarios.ts';
import { scenarioPopulation } from '../clients/scenarios.ts';
import { checkTables } from '../checks/table-checks.ts';
import type { Violation } from '../world/violations.ts';
import { World } from '../world/world.ts';

export interface Strike {
  readonly at: number;
  readonly kind: FaultKind;
  readonly lateness: number;
  /** False where its sender never asks again and the wake-up alone is left to finish it. */
  readonly isRepeated: boolean;
}

export interface Struck {
  readonly calls: OneFault['calls'];
  readonly answer: string | null;
  /** All rows afterwards, without the order in which they were written. */
  readonly rows: string;
  readonly violations: readonly Violation[];
  readonly faults: number;
  readonly checks: number;
}

/**
 * Every fault at every call of a scenario, one by one.
 * @param latenesses after how many further calls a late request arrives
 */
export function strikesOf(
  calls: OneFault['calls'],
  latenesses: readonly number[],
): readonly Strike[] {
  return calls.flatMap((call, at) =>
    faultsOf(call).flatMap((kind): readonly Strike[] => {
      // With nobody else about, nothing happens meanwhile.
      if (kind === 'paused') return [];
      if (kind === 'late' || kind === 'ghost') {
        return latenesses.map((lateness) => ({ at, kind, lateness, isRepeated: true }));
      }
      const repeated = { at, kind, lateness: 0, isRepeated: true };
      return kind.startsWith('crash') ? [repeated, { ...repeated, isRepeated: false }] : [repeated];
    }),
  );
}

/** No fault at all. */
export const noStrike: Strike = { at: -1, kind: 'lostBefore', lateness: 0, isRepeated: true };

/** What a struck run has against it; one that nobody repeats may have come to nothing, but to nothing half. */
export function complaintsOf(
  well: Struck,
  struck: Struck,
  { isRepeated }: Strike,
): readonly string[] {
  const found = struck.violations.map(({ invariant, what }) => `${invariant} ${what}`);
  if (struck.faults !== 1) found.push('nothing was struck');
  if (isRepeated && struck.answer !== well.answer) found.push('another answer');
  if (isRepeated && struck.rows !== well.rows) found.push('other rows');
  return found;
}

/** Runs a scenario with one fault, repeats its request under the same key, sweeps, and checks the tables. */
export async function strike(
  scenario: Scenario,
  { at, kind, lateness, isRepeated }: Strike,
): Promise<Struck> {
  const faults = new OneFault(at, kind, lateness);
  const random = new Random(1);
  const world = new World(random, faults, [scenarioPopulation]);
  await world.load();
  await putOneItemEach(world);
  const clients = new Clients(world);
  const background = new Background(world, faults, random);
  const done = async <Answer>(what: Promise<Answer>): Promise<Answer> => {
    await world.scheduler.run();
    return what;
  };
  const work = async (instance: () => Instance): Promise<void> => {
    await done(background.sweep(instance()));
    for (let left = 50; world.mailbox.messages.length > 0 && left > 0; left -= 1) {
      await done(background.handleAny(instance()));
    }
  };
  let instance = world.instance();
  /** One that has crashed is started anew. */
  const alive = (): Instance => {
    if (instance.life.isOver) instance = world.instance();
    return instance;
  };
  for (const request of scenario.before)
    await done(clients.attempt(clients.note(request), alive()));
  world.advance(3 * 60_000);
  await work(alive);
  world.now = addDays(start, scenario.daysLater);
  if (scenario.request === null) world.advance(10 * 60_000);
  const earlier = clients.sent.map(({ operationId }) => operationId);
  const sent = scenario.request === null ? null : clients.note(scenario.request(earlier));
  faults.isArmed = true;
  if (sent === null) await work(alive);
  else {
    const outcome = await done(clients.attempt(sent, alive()));
    // The record tells what became of a commit without an answer: its sender need not ask again.
    const mustAnswer = faults.calls[at] === 'write' && !kind.startsWith('crash');
    world.findings.check('I3', !mustAnswer || outcome === 'answered', () => `it is ${outcome}`);
  }
  faults.isArmed = false;
  if (sent !== null && isRepeated) {
    const outcome = await done(clients.attempt(sent, alive()));
    world.findings.check('I3', outcome === 'answered', () => `the repeat is ${outcome}`);
  }
  for (let sweeps = 0; sweeps < 2; sweeps += 1) {
    world.advance(15 * 60_000);
    await work(alive);
  }
  await checkTables(world, 'texts');
  return {
    calls: faults.calls,
    answer: sent?.answer ?? null,
    rows: JSON.stringify(scenario.isPurging ? namesOf(world) : await contentsOf(world)),
    violations: world.findings.violations,
    faults: faults.counts.size,
    checks: world.findings.checks,
  };
}

async function putOneItemEach(world: World): Promise<void> {
  const { tenantId, userIds } = scenarioPopulation;
  const item = {
    itemId: 'a',
    name: canary,
    contentType: 'text/plain',
    sizeBytes: 1,
    createdAt: start,
  };
  const properties = toDocument(VaultItem, { ...item, content: canary });
  for (const userId of userIds) {
    const writes = serviceNames.map(
      (service) =>
        ({ kind: 'put', key: itemKey({ service, generation: 1 }, 'a'), properties }) as const,
    );
    await world.watched.submit('vault', vaultPartition(tenantId, userId), writes);
  }
}

/** Seats count as their sum: whether deltas were folded meanwhile is nobody's business. */
async function contentsOf({ memory }: World): Promise<unknown> {
  const { tenantId } = scenarioPopulation;
  const products = await new TenantStore(memory, tenantId).products();
  const seats = [...products].map(([skuId, { row, consumed }]) => ({
    skuId,
    row: { ...row, consumed },
  }));
  const rows = [...memory.all('licensing'), ...memory.all('vault')]
    .filter(({ key }) => !key.startsWith('S~'))
    .map(({ partition, key, properties }) => ({ partition, key, properties }))
    .toSorted((a, b) => (`${a.partition} ${a.key}` < `${b.partition} ${b.key}` ? -1 : 1));
  return { seats, rows };
}

/** A purge that is done a sweep later says so in its times, and takes its second look that much later. */
function namesOf({ memory }: World): unknown {
  return [...memory.all('licensing'), ...memory.all('vault')]
    .filter(({ key }) => !/^[HJ]~|^H$/.test(key))
    .map(({ partition, key }) => `${partition} ${key.replace(/^([DQ])~[^~]*/, '$1')}`)
    .toSorted();
}
