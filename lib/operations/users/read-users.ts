import { notFound } from '../../errors.ts';
import { isRemoved } from '../../licensing/due.ts';
import { heldLicenses } from '../../licensing/held-license.ts';
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
import { licenseGroups } from '../engine/answers/user-result.ts';

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

function licensesOf({ assignments }: User, catalog: Catalog): LicenseAnswer[] {
  return heldLicenses(assignments).map(({ groups, disabledPlans, ...held }) => {
    const product = catalog.products.get(held.skuId);
    return {
      ...held,
      skuPartNumber: product?.skuPartNumber ?? held.skuId,
      displayName: product?.displayName ?? held.skuId,
      groups: licenseGroups(groups, catalog),
      disabledPlans: [...disabledPlans],
    };
  });
}

/** The two clocks a reader judges by: its own, and the storage service's where that is behind. */
export function clocks(store: TenantStore, { now }: Call): { now: Instant; dueBy: Instant } {
  return { now, dueBy: earlierOf(now, store.lastSeenClock()) };
}
