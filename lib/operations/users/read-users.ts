import { notFound } from '../../errors.ts';
import { isRemoved } from '../../licensing/due.ts';
import type { SkuId } from '../../licensing/ids.ts';
import { officeAppsOf } from '../../licensing/products/providers.ts';
import { asOf, dataEntries } from '../../licensing/reading.ts';
import type { Instant } from '../../licensing/time.ts';
import { earlierOf } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { fromHolderRow, holdersOf } from '../../storage/rows/holder-row.ts';
import { fromUserRow, userRows } from '../../storage/rows/user-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import type { Catalog } from '../engine/catalogs.ts';
import { findUserId } from '../engine/find-user.ts';
import { loadShownUsers } from '../engine/load-users.ts';
import type { Slice } from '../lists/paging.ts';
import { scanRows } from '../lists/scan-rows.ts';
import type { Session } from '../engine/session.ts';
import type { LicenseAnswer, UserAnswer } from '../engine/answers/shapes.ts';
import { groupAnswer } from '../engine/answers/user-result.ts';

export interface UserQuery {
  /** Text a display name, a user principal name or an id begins with, without regard to case. */
  readonly search: string | null;
  readonly state: 'active' | 'deleted' | null;
  readonly skuId: SkuId | null;
  readonly top: number;
  readonly skipToken: string | null;
}

/** One user by id or user principal name. @throws UnseatError notFound, also once the restore period is over */
export async function readUser(session: Session, idOrName: string): Promise<UserAnswer> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const row = await store.user(await findUserId(store, idOrName));
  const user = row && asOf(row.value, clocks(store, session));
  if (user === null || user.isGone || isRemoved(user)) throw notFound('user', idOrName);
  return userAnswer(user, catalog, session.now);
}

/** Users of the tenant that fit, a slice at a time. */
export async function listUsers(session: Session, query: UserQuery): Promise<Slice<UserAnswer>> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const { search, state, skuId, top, skipToken } = query;
  return scanRows(store, {
    kind: 'users',
    query: { search, state, skuId },
    range: skuId === null ? userRows : holdersOf(skuId),
    top,
    skipToken,
    read: async (rows) => {
      const users =
        skuId === null
          ? readEach(rows, fromUserRow, session.log)
          : await loadShownUsers(
              store,
              readEach(rows, (row) => fromHolderRow(row).userId, session.log),
              session.log,
            );
      return users.map((stored) => {
        if (stored === null) return [];
        const user = asOf(stored.value, clocks(store, session));
        const isShown = !user.isGone && !isRemoved(user) && fits(user, query);
        return isShown ? [userAnswer(user, catalog, session.now)] : [];
      });
    },
  });
}

function userAnswer(user: User, catalog: Catalog, now: Instant): UserAnswer {
  return {
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
    state: user.deletion === null ? 'active' : 'deleted',
    accountEnabled: user.accountEnabled,
    usageLocation: user.usageLocation,
    isSynced: user.isSynced,
    mailboxType: user.mailboxType,
    deletedAt: user.deletion?.at ?? null,
    restorableUntil: user.deletion?.restorableUntil ?? null,
    licenses: licensesOf(user, catalog),
    data: [...dataEntries(user, now)],
    officeApps: officeAppsOf(user.assignments, catalog.products),
    holds: user.holds,
    delegates: user.delegates,
  };
}

function licensesOf(user: User, catalog: Catalog): LicenseAnswer[] {
  const skuIds = [...new Set(user.assignments.map(({ skuId }) => skuId))];
  return skuIds.map((skuId) => {
    const ways = user.assignments.filter((way) => way.skuId === skuId);
    const direct = ways.find(({ groupId }) => groupId === null);
    const product = catalog.products.get(skuId);
    return {
      skuId,
      skuPartNumber: product?.skuPartNumber ?? skuId,
      displayName: product?.displayName ?? skuId,
      isDirect: direct !== undefined,
      groups: ways.flatMap(({ groupId }) =>
        groupId === null ? [] : [groupAnswer(groupId, catalog)],
      ),
      // A plan is off only when every way the product is held turns it off.
      disabledPlans: (ways[0]?.disabledPlans ?? []).filter((planId) =>
        ways.every(({ disabledPlans }) => disabledPlans.includes(planId)),
      ),
    };
  });
}

function fits(user: User, { search, state }: UserQuery): boolean {
  if (state !== null && (user.deletion === null ? 'active' : 'deleted') !== state) return false;
  if (search === null) return true;
  const text = search.toLowerCase();
  return [user.displayName, user.userPrincipalName, user.id].some((field) =>
    field.toLowerCase().startsWith(text),
  );
}

/** The two clocks a reader judges by: its own, and the storage service's where that is behind. */
export function clocks(store: TenantStore, { now }: Call): { now: Instant; dueBy: Instant } {
  return { now, dueBy: earlierOf(now, store.lastSeenClock()) };
}
