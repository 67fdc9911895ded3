import { notFound } from '../errors.ts';
import { isRemoved } from '../licensing/due.ts';
import type { SkuId } from '../licensing/ids.ts';
import { UserId } from '../licensing/ids.ts';
import { officeAppsOf } from '../licensing/providers.ts';
import { asOf, dataEntries } from '../licensing/reading.ts';
import type { Instant } from '../licensing/time.ts';
import { earlierOf } from '../licensing/time.ts';
import type { User } from '../licensing/user.ts';
import { keysUnder } from '../storage/keys.ts';
import { fromUserRow } from '../storage/rows/user-row.ts';
import { TenantStore } from '../storage/tenant-store.ts';
import type { Call } from './call.ts';
import type { Catalog } from './catalogs.ts';
import { findUserId } from './find-user.ts';
import { loadUsers } from './load-users.ts';
import type { Slice } from './paging.ts';
import { fromSkipToken, toSkipToken } from './paging.ts';
import type { Services } from './services.ts';
import type { LicenseAnswer, UserAnswer } from './shapes.ts';
import { groupAnswer } from './user-result.ts';

export interface UserQuery {
  /** Text a display name, a user principal name or an id begins with, without regard to case. */
  readonly search: string | null;
  readonly state: 'active' | 'deleted' | null;
  readonly skuId: SkuId | null;
  readonly top: number;
  readonly skipToken: string | null;
}

/** One user by id or user principal name. @throws UnseatError notFound, also once the restore period is over */
export async function readUser(
  services: Services,
  call: Call,
  idOrName: string,
): Promise<UserAnswer> {
  const catalog = await services.catalogs.of(call.tenantId, call.now);
  const store = new TenantStore(services.tables, call.tenantId);
  const row = await store.user(await findUserId(store, idOrName));
  const user = row && asOf(row.value, clocks(store, call));
  if (user === null || user.isGone || isRemoved(user)) throw notFound('user', idOrName);
  return userAnswer(user, catalog, call.now);
}

/** Users of the tenant that fit, a slice at a time. Looks at a bounded number of rows for each slice. */
export async function listUsers(
  services: Services,
  call: Call,
  query: UserQuery,
): Promise<Slice<UserAnswer>> {
  const catalog = await services.catalogs.of(call.tenantId, call.now);
  const store = new TenantStore(services.tables, call.tenantId);
  const from = fromSkipToken('users', query.skipToken);
  const range = keysUnder(query.skuId === null ? 'U' : `A~${query.skuId}`);
  const value: UserAnswer[] = [];
  let next: string | null = from ?? range.from;
  for (let pages = 0; next !== null && pages < mostPages && value.length < query.top; pages += 1) {
    const page = await store.page({ from: next, to: range.to }, { top: rowsAtOnce });
    const users =
      query.skuId === null
        ? page.rows.map((row) => fromUserRow(row).value)
        : (
            await loadUsers(
              store,
              page.rows.map(({ key }) => userIdOf(key)),
            )
          ).map((row) => row?.value ?? null);
    const last = page.rows.at(-1)?.key;
    next = page.continuation === null || last === undefined ? null : after(last);
    for (const [index, row] of page.rows.entries()) {
      const stored = users[index];
      const user = stored && asOf(stored, clocks(store, call));
      if (!user || user.isGone || isRemoved(user) || !fits(user, query)) continue;
      if (value.length === query.top) {
        next = row.key;
        break;
      }
      value.push(userAnswer(user, catalog, call.now));
    }
  }
  return { value, skipToken: next === null ? null : toSkipToken('users', next) };
}

const rowsAtOnce = 200;
const mostPages = 10;

export function userAnswer(user: User, catalog: Catalog, now: Instant): UserAnswer {
  return {
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
    state: user.deletion === null ? 'active' : 'deleted',
    accountEnabled: user.accountEnabled,
    usageLocation: user.usageLocation,
    isSynced: user.isSynced,
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

function userIdOf(assignmentKey: string): UserId {
  // A~<sku>~<user>: written by us from a user's id.
  return UserId.parse(assignmentKey.split('~')[2]);
}

function after(key: string): string {
  return `${key}-`;
}

/** The two clocks a reader judges by: its own, and the storage service's where that is behind. */
export function clocks(store: TenantStore, { now }: Call): { now: Instant; dueBy: Instant } {
  return { now, dueBy: earlierOf(now, store.lastSeenClock()) };
}
