import pMap from 'p-map';
import type { Vault } from '../../storage/vault.ts';
import type { VaultItem, VaultPlace } from '../../storage/rows/vault-item-row.ts';
import { readsAtOnce } from '../engine/load-users.ts';

/** Reads items by id, each one point read; those that are not there are left out. */
export async function loadItems(
  vault: Vault,
  place: VaultPlace,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, VaultItem>> {
  const items = await pMap(itemIds, (itemId) => vault.item(place, itemId), {
    concurrency: readsAtOnce,
  });
  return new Map(items.flatMap((item) => (item === null ? [] : [[item.itemId, item]])));
}
