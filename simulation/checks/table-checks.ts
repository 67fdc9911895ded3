import { wakeUpsOf } from '../../lib/licensing/due.ts';
import type { TenantId } from '../../lib/licensing/ids.ts';
import { seatsOf } from '../../lib/licensing/products/providers.ts';
import { Service } from '../../lib/licensing/products/service.ts';
import type { User } from '../../lib/licensing/user.ts';
import { fromUserRow, userWrites } from '../../lib/storage/rows/user-row.ts';
import type { Row } from '../../lib/storage/tables.ts';
import { TenantStore } from '../../lib/storage/tenant-store.ts';
import { checkAllProvided, isUnknownNow } from './provided-checks.ts';
import { checkPersons } from './person-checks.ts';
import { canary } from '../world/population.ts';
import { checkOperations } from './record-checks.ts';
import type { Shadow } from '../world/shadow.ts';
import type { World } from '../world/world.ts';

/**
 * Reads all tables as they are when nothing is under way any more, and holds them against the invariants.
 * @param depth `texts` also looks for names in every row
 */
export async function checkTables(world: World, depth: 'rows' | 'texts'): Promise<void> {
  const vault = world.memory.all('vault');
  for (const { tenantId } of world.populations) {
    const rows = world.memory.all('licensing').filter(({ partition }) => partition === tenantId);
    const users = rows
      .filter(({ key }) => key.startsWith('U~'))
      .map((row) => fromUserRow(row).value);
    await checkSeats(world, tenantId, users);
    checkDerived(world, rows, users);
    checkOperations(world, rows);
    checkDue(world, users, world.watched.shadow(tenantId));
    checkAllProvided(world.findings, world.watched.shadow(tenantId), users);
    checkVault(
      world,
      users,
      vault.filter(({ partition }) => partition.startsWith(`${tenantId}~`)),
    );
    if (depth === 'texts') checkPersons(world, tenantId, rows, users);
  }
  for (const text of world.mailbox.texts) {
    world.findings.check('I8', !text.includes(canary), () => `sent: ${text}`);
  }
}

async function checkSeats(world: World, tenantId: TenantId, users: readonly User[]): Promise<void> {
  const products = await new TenantStore(world.memory, tenantId).products();
  for (const [skuId, { consumed }] of products) {
    const holders = users.filter(({ assignments }) => seatsOf(assignments).has(skuId)).length;
    world.findings.check('I1', consumed === holders && consumed >= 0, () => {
      return `${skuId}: ${consumed} consumed, ${holders} hold it`;
    });
    const recorded = world.watched.shadow(tenantId).recorded.get(skuId) ?? 0;
    world.findings.check('I2', recorded === consumed, () => {
      return `${skuId}: records add up to ${recorded}, ${consumed} consumed`;
    });
  }
}

/** Names, product lists and wake-ups are exactly what the user rows make of them. */
function checkDerived(world: World, rows: readonly Row[], users: readonly User[]): void {
  const expected = new Map<string, string>();
  for (const user of users) {
    for (const write of userWrites(null, user)) {
      if (write.kind === 'delete' || write.key.startsWith('U~')) continue;
      expected.set(write.key, JSON.stringify(write.properties));
    }
  }
  const derived = rows.filter(
    ({ key }) => /^[NADK]~/.test(key) && !(key.startsWith('D~') && key.includes('~O~')),
  );
  for (const { key, properties } of derived) {
    world.findings.check('rows', expected.get(key) === JSON.stringify(properties), () => {
      return `${key} is there and does not fit its user`;
    });
    expected.delete(key);
  }
  world.findings.check(
    'rows',
    expected.size === 0,
    () => `missing: ${[...expected.keys()].join()}`,
  );
}

/**
 * After faults have stopped and two sweeps have run, nothing that is due is left, beside what a product nobody knows may
 * provide.
 */
function checkDue({ findings, now }: World, users: readonly User[], shadow: Shadow): void {
  for (const user of users) {
    if (isUnknownNow(shadow, user.assignments)) continue;
    for (const [service, { state, until }] of Object.entries(user.data)) {
      const isLeft = state === 'purging' || (state === 'held' && until !== null && until <= now);
      findings.check(
        'I6',
        !isLeft,
        () => `${user.id} ${service}: ${state} until ${until} at ${now}`,
      );
    }
    const due = wakeUpsOf(user).filter((wakeUp) => wakeUp <= now);
    findings.check('I6', due.length === 0, () => `${user.id}: due since ${due.join()} at ${now}`);
  }
}

function checkVault({ findings, now }: World, users: readonly User[], rows: readonly Row[]): void {
  const byId = new Map<string, User>(users.map((user) => [user.id, user]));
  for (const { partition, key } of rows) {
    const [service, generation] = key.split('~');
    const user = byId.get(partition.split('~')[1] ?? '');
    const data = user?.data[Service.parse(service)];
    const isAlive =
      data !== undefined &&
      data.state !== 'purging' &&
      data.state !== 'purged' &&
      data.generation === Number(generation);
    // What a writer left behind goes with the second look, an hour later.
    const isLookedAtAgain = user?.claims.some(
      (claim) => claim.service === service && claim.generation === Number(generation),
    );
    findings.check('I6', isAlive || isLookedAtAgain === true, () => {
      return `${partition} ${key} is left, ${data?.state} ${data?.generation} at ${now}`;
    });
  }
}
