import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { TenantId, UserId } from '../../licensing/ids.ts';
import { OperationId } from '../../licensing/ids.ts';
import { Service } from '../../licensing/products/service.ts';
import { Instant } from '../../licensing/time.ts';
import { keysUnder, padGeneration } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';

/** What stays of purged data: when, by which operation, how much. No personal data. */
export const Tombstone = z.strictObject({
  service: Service,
  generation: z.number().int().positive(),
  purgedAt: Instant,
  dueAt: Instant,
  operationId: OperationId.nullable(),
  itemCount: z.number().int(),
});
export type Tombstone = z.infer<typeof Tombstone>;

/** Every tombstone of the tenant. */
export const tombstoneRows: Range = keysUnder('P');

/** The tombstones of a person, of every service. */
export function tombstonesOfPerson(tenantId: TenantId, userId: UserId): Range {
  return keysUnder(`P~${personHash(tenantId, userId)}`);
}

/** The tombstones of one service of a person: one for each generation that was purged, the newest last. */
export function tombstonesOf(tenantId: TenantId, userId: UserId, service: Service): Range {
  return keysUnder(`P~${personHash(tenantId, userId)}~${service}`);
}

export function tombstoneKey(
  tenantId: TenantId,
  userId: UserId,
  { service, generation }: Pick<Tombstone, 'service' | 'generation'>,
): string {
  return `P~${personHash(tenantId, userId)}~${service}~${padGeneration(generation)}`;
}

/** Whether a key is that of a tombstone. */
export function isTombstoneKey(key: string): boolean {
  return key.startsWith(tombstoneRows.from);
}

/** A generation ends once, so its tombstone is created and never replaced. */
export function tombstoneWrite(tenantId: TenantId, userId: UserId, tombstone: Tombstone): Write {
  const key = tombstoneKey(tenantId, userId, tombstone);
  return { kind: 'create', key, properties: toDocument(Tombstone, tombstone) };
}

/** @throws DamagedRowError when the row does not hold a tombstone */
export function fromTombstoneRow(row: Row): Tombstone {
  return fromDocument('tombstone', Tombstone, row).value;
}

/** Whether a tombstone is of a person; who it is of can't be told without the id. */
export function isTombstoneOf(key: string, tenantId: TenantId, userId: UserId): boolean {
  return key.startsWith(tombstonesOfPerson(tenantId, userId).from);
}

/** Stands for a person in a tombstone: can be found again with the id, tells nothing without it. */
function personHash(tenantId: TenantId, userId: UserId): string {
  return createHash('sha256').update(`${tenantId}~${userId}`).digest('hex').slice(0, 32);
}
