import {
  claimsDue,
  finishClaims,
  isDueThoughLicensed,
  isRemoved,
  settleDue,
  wakeUpsOf,
} from '../../licensing/due.ts';
import type { TenantId, UserId } from '../../licensing/ids.ts';
import { hasUnknownProduct } from '../../licensing/products/providers.ts';
import { withOneDriveRetention } from '../../licensing/one-drive-retention.ts';
import type { Instant } from '../../licensing/time.ts';
import type { Claim, User } from '../../licensing/user.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { userWrites } from '../../storage/rows/user-row.ts';
import {
  newWakeUps,
  userWakeUpKey,
  wakeUpOf,
  wakeUpsUntil,
} from '../../storage/rows/wake-up-row.ts';
import { fromTombstoneRow, tombstonesOfPerson } from '../../storage/rows/tombstone-row.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { Write } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { Vault } from '../../storage/vault.ts';
import type { NoticeMessage } from '../../messages/notices.ts';
import { queueNotices } from '../notices/notices.ts';
import { readProducts } from '../engine/catalogs.ts';
import { heldBases } from '../engine/held-bases.ts';
import type { Clocks } from '../engine/clocks.ts';
import { readClocks } from '../engine/clocks.ts';
import { note } from '../engine/note.ts';
import type { Services } from '../engine/services.ts';
import { submitWrites } from '../engine/submit-writes.ts';
import { tombstoneWrites } from './tombstone.ts';

const mostRounds = 20;
/** Keys kept from the count to the deletion: 2 MB at the most. */
const mostKeysKept = 20_000;

/**
 * Purges what is due of a user now. Each round looks at the row anew, since a hold, a license or a restore may have
 * come: claim (the point of no return), delete the vault rows of the claimed generations, finish in one transaction.
 * Safe to run twice and to be cut off anywhere; the wake-up brings the next sweep back.
 * @returns `givenUp` when it was refused again and again; nothing is lost, and the wake-up stays
 * @throws ClocksApartError when the clocks differ by more than 5 minutes
 */
export async function purgeUser(
  services: Services,
  tenantId: TenantId,
  userId: UserId,
): Promise<'done' | 'givenUp'> {
  const store = new TenantStore(services.tables, tenantId);
  const vault = new Vault(services.tables, tenantId);
  const purging: Purging = { services, store, vault, counted: new Map() };
  for (let round = 0; round < mostRounds; round += 1) {
    const row = await store.user(userId);
    const clocks = readClocks(services);
    try {
      if (row === null) {
        await clearWithoutUser(purging, userId, clocks.dueBy);
        return 'done';
      }
      const step = await nextStep(purging, row, clocks);
      if (step === 'done') return 'done';
    } catch (error) {
      // Somebody changed the user meanwhile, or this was done by another purge: look again.
      if (!(error instanceof StorageRefusal)) throw error;
    }
  }
  services.log(
    `purge: user ${userId} of ${tenantId} given up after ${mostRounds} refused rounds, its wake-up stays; ` +
      'a check of the tenant names rows that disagree with their users',
  );
  return 'givenUp';
}

/** What the steps of a purge work with. */
interface Purging {
  readonly services: Services;
  readonly store: TenantStore;
  readonly vault: Vault;
  /** The keys that were read to count what a claim is going to delete: they need not be read again to be deleted. */
  readonly counted: Map<string, readonly string[]>;
}

async function nextStep(
  purging: Purging,
  row: Versioned<User>,
  clocks: Clocks,
): Promise<'again' | 'done'> {
  const { services, store } = purging;
  const tenant = await store.tenant();
  const reclocked = tenant === null ? row.value : withOneDriveRetention(row.value, tenant.value);
  // Never by products that were kept: what they contain may have changed since, and there is no way back from here.
  const isLicensed = isDueThoughLicensed(reclocked, clocks.dueBy);
  const bases = await heldBases(store, [reclocked], clocks.dueBy);
  const products = isLicensed ? await readProducts(store, reclocked) : null;
  const settled = await withCounts(purging, settleDue(reclocked, { ...clocks, products }));
  if (products !== null && hasUnknownProduct(settled.assignments, products)) {
    services.log('purge: a user holds a product the tenant does not know, so nothing is claimed');
  }
  if (isRemoved(settled) && settled.claims.length === 0) return removeUser(purging, row);
  if (settled !== row.value) {
    await commit(purging, row, settled, bases);
    return 'again';
  }
  const claims = claimsDue(settled, clocks.dueBy);
  if (claims.length === 0) return 'done';
  return deleteClaimed(purging, row, claims, clocks.now);
}

/**
 * The user with every claim saying how much it is going to delete: committed before anything is deleted, so that it is
 * known also after a purge that was cut off.
 */
async function withCounts({ vault, counted }: Purging, user: User): Promise<User> {
  if (!user.claims.some(isToCount)) return user;
  const claims: Claim[] = [];
  for (const claim of user.claims) {
    const { service, generation } = claim;
    const place = { userId: user.id, service, generation };
    const keys = isToCount(claim) ? await vault.keys(place) : null;
    if (keys !== null && keys.length <= mostKeysKept) counted.set(placeName(place), keys);
    claims.push(keys === null ? claim : { ...claim, itemCount: keys.length });
  }
  return { ...user, claims };
}

function placeName({ service, generation }: Pick<Claim, 'service' | 'generation'>): string {
  return `${service}~${generation}`;
}

function isToCount({ phase, itemCount }: Claim): boolean {
  return phase === 'purging' && itemCount === null;
}

/**
 * The row first, its wake-ups after it: cut off in between, a wake-up without a user is still found. A hold that is left
 * goes before both, with the row that says there is one: nothing would lead there any more.
 */
async function removeUser(purging: Purging, row: Versioned<User>): Promise<'again' | 'done'> {
  const { store } = purging;
  if (row.value.holds.length > 0) {
    await commit(purging, row, { ...row.value, holds: [] }, []);
    return 'again';
  }
  await store.removeUserRow(row);
  const dues = wakeUpsOf(row.value).map((due) => userWakeUpKey(due, row.value.id));
  if (dues.length > 0) await store.submit(dues.map((key) => ({ kind: 'delete', key })));
  return 'done';
}

async function deleteClaimed(
  purging: Purging,
  row: Versioned<User>,
  claims: readonly Claim[],
  now: Instant,
): Promise<'again' | 'done'> {
  const { services, store, vault } = purging;
  const user = row.value;
  const ended = { tenantId: store.tenantId, userId: user.id };
  const tombstones: Write[] = [];
  const notices: NoticeMessage[] = [];
  let items = 0;
  for (const claim of claims) {
    const { service, generation } = claim;
    const place = { userId: user.id, service, generation };
    const deleted = await vault.deleteAll(place, purging.counted.get(placeName(place)));
    purging.counted.delete(placeName(place));
    items += deleted;
    if (claim.phase === 'purging') {
      // What was written by somebody who did not know of the claim is deleted with it, and counted as well.
      const itemCount = Math.max(claim.itemCount ?? 0, deleted);
      tombstones.push(...tombstoneWrites(ended, claim, itemCount, now));
      notices.push(purgedNotice(ended, claim, itemCount, now));
    }
  }
  // The data is gone and its claim still there: cut off here, the next purge queues the same event again.
  await queueNotices(services, notices);
  note(services, { event: 'purged', tenantId: store.tenantId, services: claims.length, items });
  const finished = finishClaims(user, claims, now);
  if (isRemoved(finished) && finished.claims.length === 0) return removeUser(purging, row);
  await commit(purging, row, finished, tombstones);
  return 'again';
}

function purgedNotice(
  ended: { readonly tenantId: TenantId; readonly userId: UserId },
  { service, operationId, due: until }: Claim,
  itemCount: number,
  at: Instant,
): NoticeMessage {
  const of = { ...ended, service, operationId, until, itemCount, sizeBytes: null };
  return { ...of, v: 1, kind: 'purged', at, daysBefore: null };
}

async function commit(
  { services, store }: Purging,
  before: Versioned<User>,
  after: User,
  writes: readonly Write[],
): Promise<void> {
  const own = userWrites(before, after);
  await services.marks.mark(store.tenantId, newWakeUps(own));
  await submitWrites(services, store, [...own, ...writes]);
}

/**
 * A wake-up whose user is not there any more. Only what a tombstone says has ended is deleted: that the row is not there
 * proves nothing of the rest, and somebody of the same id may be back by now, above what ended.
 */
async function clearWithoutUser(
  { services, store, vault }: Purging,
  userId: UserId,
  dueBy: Instant,
): Promise<void> {
  for (const row of await store.all(tombstonesOfPerson(store.tenantId, userId))) {
    const { service, generation } = fromTombstoneRow(row);
    await vault.deleteAll({ userId, service, generation });
  }
  const rows = await store.all(wakeUpsUntil(dueBy));
  const dues = readEach(rows, wakeUpOf, services.log);
  const own = rows.filter((_, index) => {
    const wakeUp = dues[index];
    return wakeUp?.kind === 'user' && wakeUp.userId === userId && wakeUp.due <= dueBy;
  });
  // Somebody who came back meanwhile may have one of these.
  if ((await store.user(userId)) !== null) return;
  for (const { key } of own) await store.submit([{ kind: 'delete', key }]);
}
