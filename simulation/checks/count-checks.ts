import { Service } from '../../lib/licensing/products/service.ts';
import type { Write } from '../../lib/storage/tables.ts';
import type { Shadow } from '../world/shadow.ts';
import type { Findings } from '../world/violations.ts';

/** After every commit: as many seats are consumed as users hold the product, and the records say why. */
export function checkSeats(findings: Findings, shadow: Shadow, writes: readonly Write[]): void {
  if (!writes.some(({ key }) => key.startsWith('U~') || key.startsWith('S~'))) return;
  for (const skuId of shadow.seats.keys()) {
    const [consumed, holders] = [shadow.consumed(skuId), shadow.holders.get(skuId) ?? 0];
    findings.check('I1', consumed === holders && consumed >= 0, () => {
      return `${skuId}: ${consumed} consumed, ${holders} hold it, after ${keysOf(writes)}`;
    });
    const recorded = shadow.recorded.get(skuId) ?? consumed;
    findings.check('I2', recorded === consumed, () => {
      return `${skuId}: the records add up to ${recorded}, ${consumed} are consumed`;
    });
  }
}

/** A row of the vault goes only after a purge has claimed its generation, or when its user is removed. */
export function checkVaultDeletes(
  findings: Findings,
  shadow: Shadow,
  userId: string,
  writes: readonly Write[],
): void {
  const user = shadow.users.get(userId);
  for (const { kind, key } of writes) {
    if (kind !== 'delete') continue;
    const [service, generation] = key.split('~');
    const current = user?.data[Service.parse(service)]?.generation;
    const hasEnded =
      user === undefined
        ? shadow.known.has(userId)
        : current !== undefined && current > Number(generation);
    findings.check('I5', hasEnded, () => `${key} is deleted, generation ${current} lives`);
  }
}

function keysOf(writes: readonly Write[]): string {
  return writes.map(({ kind, key }) => `${kind} ${key}`).join(', ');
}
