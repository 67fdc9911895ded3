import type { TenantId, UserId } from '../../licensing/ids.ts';
import type { Instant } from '../../licensing/time.ts';
import type { Claim } from '../../licensing/user.ts';
import { tombstoneWrite } from '../../storage/rows/tombstone-row.ts';
import type { Write } from '../../storage/tables.ts';
import { purgeIndexWrite } from '../../storage/rows/indexes/purge-index-row.ts';
import { chainLineWrite } from '../engine/chain-record.ts';

/** Whose data has ended. */
interface Ended {
  readonly tenantId: TenantId;
  readonly userId: UserId;
}

/** The tombstone of a purge that has deleted so many rows, one each generation, its line for the chain, and where it stands in time. */
export function tombstoneWrites(
  { tenantId, userId }: Ended,
  { service, generation, due: dueAt, operationId }: Claim,
  itemCount: number,
  now: Instant,
): readonly Write[] {
  const of = { service, generation, dueAt, operationId, itemCount };
  const write = tombstoneWrite(tenantId, userId, { ...of, purgedAt: now });
  return [write, chainLineWrite(now, write.key, [write]), purgeIndexWrite(now, write.key)];
}
