import type { TenantId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { Claim } from '../../licensing/user.ts';
import { tombstoneWrite } from '../../storage/rows/tombstone-row.ts';
import type { Write } from '../../storage/tables.ts';
import { chainLineWrite } from '../engine/chain-record.ts';

/** The tombstone of a purge that has deleted so many rows, one each generation, and its line for the chain. */
export function tombstoneWrites(
  tenantId: TenantId,
  userId: UserId,
  { service, generation, due: dueAt, operationId }: Claim,
  itemCount: number,
  now: Instant,
): readonly Write[] {
  const of = { service, generation, dueAt, operationId, itemCount };
  const write = tombstoneWrite(tenantId, userId, { ...of, purgedAt: now });
  return [write, chainLineWrite(now, write.key, [write])];
}
