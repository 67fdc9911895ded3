import type { SkuId } from '../../../licensing/ids.ts';
import type { Assignment, User } from '../../../licensing/user.ts';
import type { HolderRow, LicenseRow, UserRow } from '../../engine/answers/shapes.ts';
import { groupAnswer } from '../../engine/answers/user-result.ts';
import type { Catalog } from '../../engine/catalogs.ts';
import { heldData } from './user-filter.ts';

/** What a list says of a user. */
export function userRow(user: User): UserRow {
  const skuIds = [...new Set(user.assignments.map(({ skuId }) => skuId))];
  return { ...profileRow(user), licenses: skuIds.map((skuId) => licenseRow(user, skuId)) };
}

/** What the list of a product's users says of one. */
export function holderRow(user: User, skuId: SkuId, catalog: Catalog): HolderRow {
  const { isDirect, groupIds, state, error } = licenseRow(user, skuId);
  const groups = groupIds.map((id) => groupAnswer(id, catalog));
  return { ...profileRow(user), license: { isDirect, groups, state, error } };
}

function profileRow(user: User): Omit<UserRow, 'licenses'> {
  const held = heldData(user);
  const ends = held.flatMap(({ until }) => (until === null ? [] : [until])).toSorted();
  return {
    id: user.id,
    userPrincipalName: user.userPrincipalName,
    displayName: user.displayName,
    state: user.deletion === null ? 'active' : 'deleted',
    accountEnabled: user.accountEnabled,
    isSynced: user.isSynced,
    isGuest: user.userType === 'Guest',
    deletedAt: user.deletion?.at ?? null,
    restorableUntil: user.deletion?.restorableUntil ?? null,
    isHeld: held.length > 0,
    heldUntil: ends[0] ?? null,
    holdCount: user.holds.length,
  };
}

/** From what provides to what does not: a product is in order when one of its ways is. */
const states = ['Active', 'ActiveWithError', 'Disabled', 'Error'] as const;

function licenseRow(user: User, skuId: SkuId): LicenseRow {
  const ways: readonly Assignment[] = user.assignments.filter((way) => way.skuId === skuId);
  return {
    skuId,
    isDirect: ways.some(({ groupId }) => groupId === null),
    groupIds: ways.flatMap(({ groupId }) => (groupId === null ? [] : [groupId])),
    state: states.find((state) => ways.some((way) => way.state === state)) ?? 'Error',
    error: ways.map(({ error }) => error).find((error) => error !== null) ?? null,
  };
}
