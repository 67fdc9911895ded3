import { claimsDue, finishClaims, isRemoved, settleDue, wakeUpsOf } from '../../licensing/due.ts';
import type { TenantId, UserId } from '../../licensing/ids.ts';
import { withOneDriveRetention } from '../../licensing/one-drive-retention.ts';
import type { Instant } from '../../licensing/time.ts';
import { earlierOf, farFuture, msBetween } from '../../licensing/time.ts';
import type { Claim, User } from '../../licensing/user.ts';
import { userWakeUpKey, wakeUpDue, wakeUpsUntil } from '../../storage/keys.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import { userWrites } from '../../storage/rows/user-row.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { Write } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { Vault } from '../../storage/vault.ts';
import type { NoticeMessage } from '../notices/notices.ts';
import { queueNotices } from '../notices/notices.ts';
import type { Services } from '../engine/services.ts';
import { tombstoneWrites } from './tombstone.ts';

/** More than this between the two clocks and nothing is purged: one of them is wrong. */
const mostClockDifferenceMs = 5 * 60 * 1000;
const mostRounds = 20;

/** The clocks of this machine and of the storage service stand too far apart to delete anything for good. */
export class ClocksApartError extends Error {
  override readonly name = 'ClocksApartError';
  readonly retry = 'later';
}

/**
 * Purges what is due of a user now. Each round looks at the row anew, since a hold, a license or a restore may have
 * come: claim (the point of no return), delete the vault rows of the claimed generations, finish in one transaction.
 * Safe to run twice and to be cut off anywhere; the wake-up brings the next sweep back.
 * @throws ClocksApartError when the clocks differ by more than 5 minutes
 */
export async function purgeUser(
  services: Services,
  tenantId: TenantId,
  userId: UserId,
  now: Instant,
): Promise<void> {
  const store = new TenantStore(services.tables, tenantId);
  const vault = new Vault(services.tables, tenantId);
  for (let round = 0; round < mostRounds; round += 1) {
    const row = await store.user(userId);
    const clocks = { now, dueBy: dueByBothClocks(now, store.lastSeenClock()) };
    try {
      if (row === null) {
        await clearWithoutUser(store, vault, userId, clocks.dueBy);
        return;
      }
      const step = await nextStep(services, store, vault, row, clocks);
      if (step === 'done') return;
    } catch (error) {
      // Somebody changed the user meanwhile, or this was done by another purge: look again.
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }
}

interface Clocks {
  readonly now: Instant;
  readonly dueBy: Instant;
}

async function nextStep(
  services: Services,
  store: TenantStore,
  vault: Vault,
  row: Versioned<User>,
  clocks: Clocks,
): Promise<'again' | 'done'> {
  const tenant = await store.tenant();
  const reclocked = tenant === null ? row.value : withOneDriveRetention(row.value, tenant.value);
  const settled = settleDue(reclocked, clocks);
  if (isRemoved(settled) && settled.claims.length === 0) {
    await removeUser(store, row);
    return 'done';
  }
  if (settled !== row.value) {
    await commit(services, store, row, settled, []);
    return 'again';
  }
  const claims = claimsDue(settled, clocks.dueBy);
  if (claims.length === 0) return 'done';
  return deleteClaimed(services, store, vault, row, claims, clocks.now);
}

/** The row first, its wake-ups after it: cut off in between, a wake-up without a user is still found. */
async function removeUser(store: TenantStore, row: Versioned<User>): Promise<void> {
  await store.removeUserRow(row);
  const dues = wakeUpsOf(row.value).map((due) => userWakeUpKey(due, row.value.id));
  if (dues.length > 0) await store.submit(dues.map((key) => ({ kind: 'delete', key })));
}

async function deleteClaimed(
  services: Services,
  store: TenantStore,
  vault: Vault,
  row: Versioned<User>,
  claims: readonly Claim[],
  now: Instant,
): Promise<'again' | 'done'> {
  const user = row.value;
  const tombstones: Write[] = [];
  const notices: NoticeMessage[] = [];
  let items = 0;
  for (const claim of claims) {
    const { service, generation } = claim;
    const deleted = await vault.deleteAll({ userId: user.id, service, generation });
    items += deleted;
    if (claim.phase === 'purging') {
      tombstones.push(...tombstoneWrites(store.tenantId, user.id, claim, deleted, now));
      notices.push(purgedNotice(store.tenantId, user.id, claim, deleted, now));
    }
  }
  // The data is gone and its claim still there: cut off here, the next purge queues the same event again.
  await queueNotices(services, notices);
  services.log(`purge: ${claims.length} services of a user, ${items} items deleted`);
  const finished = finishClaims(user, claims, now);
  if (isRemoved(finished) && finished.claims.length === 0) {
    await removeUser(store, row);
    return 'done';
  }
  await commit(services, store, row, finished, tombstones);
  return 'again';
}

function purgedNotice(
  tenantId: TenantId,
  userId: UserId,
  { service, operationId, due: until }: Claim,
  itemCount: number,
  at: Instant,
): NoticeMessage {
  const of = { tenantId, userId, service, operationId, until, itemCount, sizeBytes: null };
  return { ...of, v: 1, kind: 'purged', at, daysBefore: null };
}

async function commit(
  { marks }: Services,
  store: TenantStore,
  before: Versioned<User>,
  after: User,
  writes: readonly Write[],
): Promise<void> {
  const own = userWrites(before, after);
  const dues = own
    .filter(({ kind, key }) => kind === 'put' && key.startsWith('D~'))
    .map(({ key }) => wakeUpDue(key))
    .filter((due) => due !== farFuture);
  await marks.mark(store.tenantId, dues);
  await store.submit([...own, ...writes]);
}

/** A wake-up whose user is not there any more: nothing in the vault can be of anybody. */
async function clearWithoutUser(
  store: TenantStore,
  vault: Vault,
  userId: UserId,
  dueBy: Instant,
): Promise<void> {
  await vault.deleteUser(userId);
  const rows = await store.all(wakeUpsUntil(dueBy));
  const own = rows.filter(
    ({ key }) => key === userWakeUpKey(wakeUpDue(key), userId) && wakeUpDue(key) <= dueBy,
  );
  for (const { key } of own) await store.submit([{ kind: 'delete', key }]);
}

function dueByBothClocks(now: Instant, storage: Instant): Instant {
  const difference = Math.abs(msBetween(now, storage));
  if (difference > mostClockDifferenceMs) {
    throw new ClocksApartError(
      `This machine's clock says ${now}, the storage service's ${storage}: more than 5 minutes apart. ` +
        'Nothing is purged until they agree; check the time synchronization of this machine.',
    );
  }
  return earlierOf(now, storage);
}
