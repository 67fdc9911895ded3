import { z } from 'zod';
import type { TenantId, UserId } from '../../licensing/ids.ts';
import { Service } from '../../licensing/products/service.ts';
import { Instant } from '../../licensing/time.ts';
import { encodeKey, keysUnder, padGeneration } from '../keys.ts';
import { isKey } from '../limits.ts';
import { rowBytes } from '../sizes.ts';
import type { Range, Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';

/** One item of data held for an account. */
export const VaultItem = z.strictObject({
  itemId: z.string(),
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  createdAt: Instant,
  content: z.string(),
});
export type VaultItem = z.infer<typeof VaultItem>;

/** A generation of one service's data of one user. */
export interface VaultPlace {
  readonly userId: UserId;
  readonly service: Service;
  readonly generation: number;
}

const Generation = z.object({ service: Service, generation: z.coerce.number().int() });
type Generation = z.infer<typeof Generation>;

/** Each user is a partition of the table `vault`. */
export function vaultPartition(tenantId: TenantId, userId: UserId): string {
  return `${tenantId}~${userId}`;
}

export function itemKey(of: Generation, itemId: string): string {
  return `${generationKey(of)}~${encodeKey(itemId)}`;
}

/** Vault rows of one generation of a service. */
export function itemsOf(of: Generation): Range {
  return keysUnder(generationKey(of));
}

/** Vault rows of a user, of whatever service and generation. */
export const allItems: Range = { from: '-', to: '~~' };

export function itemWrite(place: Generation, item: VaultItem): Write {
  return { kind: 'put', ...itemRow(place, item) };
}

function itemRow(place: Generation, item: VaultItem): Pick<Row, 'key' | 'properties'> {
  return { key: itemKey(place, item.itemId), properties: toDocument(VaultItem, item) };
}

/** Whether an id can be part of a key: what is not a letter, a digit, `.` or `-` takes three characters a byte there. */
export function isItemKey(itemId: string): boolean {
  return isKey(itemKey({ service: 'exchange', generation: 1 }, itemId));
}

/** An item's size as the storage service counts it. */
export function itemBytes(tenantId: TenantId, place: VaultPlace, item: VaultItem): number {
  const { key, properties } = itemRow(place, item);
  return rowBytes(vaultPartition(tenantId, place.userId), key, properties);
}

/** @throws DamagedRowError when the row does not hold an item */
export function fromItemRow(row: Row): VaultItem {
  return fromDocument('item', VaultItem, row).value;
}

/** Whose generation of which service a row of the vault is. */
export function generationOf(key: string): Generation {
  const [service, generation] = key.split('~');
  return Generation.parse({ service, generation });
}

function generationKey({ service, generation }: Generation): string {
  return `${service}~${padGeneration(generation)}`;
}
