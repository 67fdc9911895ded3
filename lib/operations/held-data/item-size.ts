import type { UnseatError } from '../../errors.ts';
import { itemTooLarge } from '../../refusals/service.ts';
import type { TenantId } from '../../licensing/ids.ts';
import type { VaultItem, VaultPlace } from '../../storage/rows/vault-item-row.ts';
import { itemBytes } from '../../storage/rows/vault-item-row.ts';
import { maxRowBytes } from '../../storage/sizes.ts';

/** Why an item can not be kept whole, in bytes as the storage counts them; null when it can. */
export function refuseSize(
  tenantId: TenantId,
  place: VaultPlace,
  item: VaultItem,
): UnseatError | null {
  const bytes = itemBytes(tenantId, place, item);
  if (bytes <= maxRowBytes) return null;
  return itemTooLarge(
    { itemId: item.itemId, bytes, mostBytes: maxRowBytes },
    { target: 'content' },
  );
}
