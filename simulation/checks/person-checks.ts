import { isRemoved } from '../../lib/licensing/due.ts';
import type { TenantId } from '../../lib/licensing/ids.ts';
import type { User } from '../../lib/licensing/user.ts';
import type { Row } from '../../lib/storage/tables.ts';
import { canary } from '../world/population.ts';
import type { World } from '../world/world.ts';

/** No row where only ids belong holds a name; nothing of one tenant stands in another's rows. */
export function checkPersons(
  world: World,
  tenantId: TenantId,
  rows: readonly Row[],
  users: readonly User[],
): void {
  const there = new Set(users.filter((user) => !isRemoved(user)).map(({ id }) => id));
  const gone = world.populations
    .filter((population) => population.tenantId === tenantId)
    .flatMap((population) => population.users.filter(({ id }) => !there.has(id)));
  const others = world.populations
    .filter((population) => population.tenantId !== tenantId)
    .flatMap((population) => population.users);
  for (const { key, properties } of rows) {
    const text = JSON.stringify(properties);
    if (/^[PDAHJK]~/.test(key)) {
      world.findings.check('I8', !text.includes(canary), () => `${key}: ${text}`);
    }
    // The audit keeps what was answered for its own time.
    if (!/^[OE]~/.test(key)) {
      const left = gone.find(({ displayName }) => text.includes(displayName));
      world.findings.check('I6', left === undefined, () => `${key}: names ${left?.displayName}`);
    }
    if (!text.includes(canary)) continue;
    const foreign = others.find(
      (user) => text.includes(user.displayName) || text.includes(user.id),
    );
    world.findings.check('I7', foreign === undefined, () => `${key}: holds ${foreign?.id}`);
  }
}
