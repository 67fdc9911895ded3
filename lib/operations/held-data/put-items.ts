import { notFound } from '../../errors.ts';
import { changesTooFast } from '../../refusals/service.ts';
import { isRemoved } from '../../licensing/due.ts';
import type { UserId } from '../../licensing/ids.ts';
import { asOf } from '../../licensing/reading.ts';
import type { Service } from '../../licensing/products/service.ts';
import type { ServiceData, Usage, User } from '../../licensing/user.ts';
import { serviceNotProvided } from '../../refusals/held-data.ts';
import { userWrites } from '../../storage/rows/user-row.ts';
import type { VaultPlace } from '../../storage/rows/vault-item-row.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { VaultItem } from '../../storage/rows/vault-item-row.ts';
import type { Call } from '../engine/call.ts';
import type { NewItem } from './item-input.ts';
import { refuseSize } from './item-size.ts';
import { loadItems } from './load-items.ts';
import { purgedError } from './read-data.ts';
import { clocks } from '../users/read-users.ts';
import type { Session } from '../engine/session.ts';
import { submitWrites } from '../engine/submit-writes.ts';

const mostAttempts = 12;

/**
 * Keeps items for an account, in the service's current generation. The vault is another partition than the user, so the
 * user row is written after the items: when its generation has moved meanwhile, the items are taken back.
 * @returns the items as they are kept, and the ids of those that were there already with the same content
 * @throws UnseatError purged, conflict when no license provides the service, or payloadTooLarge before anything is kept
 */
export async function putItems(
  session: Session,
  userId: UserId,
  service: Service,
  newItems: readonly NewItem[],
): Promise<PutItems> {
  const { store } = session;
  const { vault } = session;
  const start = await writableUser(store, session, userId, service);
  const place = { userId, service, generation: start.data.generation };
  const present = await loadItems(
    vault,
    place,
    newItems.map(({ itemId }) => itemId),
  );
  const items = newItems.map((item) => ({
    ...item,
    createdAt: item.createdAt ?? present.get(item.itemId)?.createdAt ?? session.now,
  }));
  for (const item of items) {
    const tooLarge = refuseSize(session.tenantId, place, item);
    if (tooLarge !== null) throw tooLarge;
  }
  const isSame = (item: VaultItem): boolean =>
    JSON.stringify(present.get(item.itemId)) === JSON.stringify(item);
  const changed = items.filter((item) => !isSame(item));
  const unchanged = new Set(items.filter((item) => isSame(item)).map(({ itemId }) => itemId));
  if (changed.length === 0 || session.isDryRun) return { items, unchanged };
  await vault.put(place, changed);
  let current: WritableUser | null = start;
  for (let attempt = 0; current !== null && attempt < mostAttempts; attempt += 1) {
    const usage = usageAfter(current.data.usage, changed, present);
    const data = { ...current.row.value.data, [service]: { ...current.data, usage } };
    try {
      await submitWrites(session, store, userWrites(current.row, { ...current.row.value, data }));
      return { items, unchanged };
    } catch (error) {
      if (!(error instanceof StorageRefusal)) throw error;
      current = await sameGeneration(store, session, place);
    }
  }
  if (current === null) {
    await vault.remove(
      place,
      changed.map(({ itemId }) => itemId),
    );
    throw purgedError(service, userId);
  }
  // What is there stays: an item may have replaced an older one, and only a purge deletes from a living generation.
  throw changesTooFast({ what: `user '${userId}'` });
}

interface PutItems {
  readonly items: readonly VaultItem[];
  readonly unchanged: ReadonlySet<string>;
}

interface WritableUser {
  readonly row: Versioned<User>;
  readonly data: ServiceData;
}

async function writableUser(
  store: TenantStore,
  call: Call,
  userId: UserId,
  service: Service,
): Promise<WritableUser> {
  const row = await store.user(userId);
  const user = row && asOf(row.value, clocks(store, call));
  if (row === null || user === null || user.isGone || isRemoved(user))
    throw notFound('user', userId);
  const data = user.data[service];
  if (data?.state === 'provided') return { row, data };
  if (data?.state === 'purging' || data?.state === 'purged') throw purgedError(service, userId);
  throw serviceNotProvided({ userId, service }, { way: { kind: 'assignLicense', userId } });
}

/** The user as it is now, or null when the generation the items were written into has ended. */
async function sameGeneration(
  store: TenantStore,
  call: Call,
  { userId, service, generation }: VaultPlace,
): Promise<WritableUser | null> {
  const row = await store.user(userId);
  const data = row && asOf(row.value, clocks(store, call)).data[service];
  const isThere =
    data?.generation === generation && data.state !== 'purging' && data.state !== 'purged';
  return row !== null && data && isThere ? { row, data } : null;
}

function usageAfter(
  before: Usage | null,
  changed: readonly VaultItem[],
  present: ReadonlyMap<string, VaultItem>,
): Usage {
  const counted = before?.countedBy === 'vault' ? before : null;
  let itemCount = counted?.itemCount ?? 0;
  let sizeBytes = counted?.sizeBytes ?? 0;
  for (const item of changed) {
    const old = present.get(item.itemId);
    if (old === undefined) itemCount += 1;
    sizeBytes += item.sizeBytes - (old?.sizeBytes ?? 0);
  }
  return { itemCount, sizeBytes: Math.max(0, sizeBytes), countedBy: 'vault', reportedOn: null };
}
