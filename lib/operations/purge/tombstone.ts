import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TenantId, UserId } from '../../licensing/ids.ts';
import { OperationId } from '../../licensing/ids.ts';
import type { Claim } from '../../licensing/user.ts';
import { Instant } from '../../licensing/time.ts';
import { Service } from '../../licensing/products/service.ts';
import { tombstoneKey } from '../../storage/keys.ts';
import { toDocument } from '../../storage/rows/document.ts';
import type { Write } from '../../storage/tables.ts';
import { chainLineWrite } from '../engine/chain-record.ts';

/** What stays of purged data: when, by which operation, how much. No personal data. */
export const Tombstone = z.strictObject({
  service: Service,
  generation: z.number().int(),
  purgedAt: Instant,
  dueAt: Instant,
  operationId: OperationId.nullable(),
  itemCount: z.number().int(),
});

/** Stands for a person in a tombstone: can be found again with the id, tells nothing without it. */
export function personHash(tenantId: TenantId, userId: UserId): string {
  return createHash('sha256').update(`${tenantId}~${userId}`).digest('hex').slice(0, 32);
}

/** The tombstone of a purge that has deleted so many rows, one each generation, and its line for the chain. */
export function tombstoneWrites(
  tenantId: TenantId,
  userId: UserId,
  claim: Claim,
  itemCount: number,
  now: Instant,
): readonly Write[] {
  const tombstone: z.infer<typeof Tombstone> = {
    service: claim.service,
    generation: claim.generation,
    purgedAt: now,
    dueAt: claim.due,
    operationId: claim.operationId,
    itemCount,
  };
  const key = `${tombstoneKey(personHash(tenantId, userId), claim.service)}~${claim.generation}`;
  const write: Write = { kind: 'put', key, properties: toDocument(Tombstone, tombstone) };
  return [write, chainLineWrite(now, key, [write])];
}
