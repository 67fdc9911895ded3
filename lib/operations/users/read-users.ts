import { notFound } from '../../errors.ts';
import { isRemoved } from '../../licensing/due.ts';
import { officeAppsOf } from '../../licensing/products/providers.ts';
import { asOf, dataEntries } from '../../licensing/reading.ts';
import type { Instant } from '../../licensing/time.ts';
import { earlierOf } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import type { Catalog } from '../engine/catalogs.ts';
import { findUserId } from '../engine/find-user.ts';
import type { Session } from '../engine/session.ts';
import type { LicenseAnswer, UserAnswer } from '../engine/answers/shapes.ts';
import { groupAnswer } from '../engine/answers/user-result.ts';

/** One user by id or user principal name. @throws UnseatError notFound, also once the restore period is over */
export async function readUser(session: Session, idOrName: string): Promise<UserAnswer> {
  const catalog = await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  const row = await store.user(await findUserId(store, idOrName));
  const user = row && asOf(row.value, clocks(store, session));
  if (user === null || user.isGone || isRemoved(user)) throw notFound('user', idOrName);
  return userAnswer(user, catalog, session.now);
}

/** All there is to say of a user. */
export function userAnswer(user: User, catalog: Catalog, now: Instant): UserAnswer {
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

/** The two clocks a reader judges by: its own, and the storage service's where that is behind. */
export function clocks(store: TenantStore, { now }: Call): { now: Instant; dueBy: Instant } {
  return { now, dueBy: earlierOf(now, store.lastSeenClock()) };
}
