import type { SkuId } from '../../../licensing/ids.ts';
import type { HeldLicense } from '../../../licensing/held-license.ts';
import { heldLicense, heldLicenses } from '../../../licensing/held-license.ts';
import type { User } from '../../../licensing/user.ts';
import type { HolderRow, LicenseRow, UserRow } from '../../engine/answers/shapes.ts';
import { licenseGroups } from '../../engine/answers/user-result.ts';
import type { Catalog } from '../../engine/catalogs.ts';
import { heldData } from './user-filter.ts';

/** What a list says of a user. */
export function userRow(user: User): UserRow {
  return { ...profileRow(user), licenses: heldLicenses(user.assignments).map(licenseRow) };
}

/** What the list of a product's users says of one. */
export function holderRow(user: User, skuId: SkuId, catalog: Catalog): HolderRow {
  const held = heldLicense(user.assignments, skuId);
  if (held === null) throw new RangeError('who is listed for a product holds it');
  const { isDirect, groups, state, error } = held;
  const license = { isDirect, groups: licenseGroups(groups, catalog), state, error };
  return { ...profileRow(user), license };
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

function licenseRow({ groups, disabledPlans: _plans, ...held }: HeldLicense): LicenseRow {
  return { ...held, groupIds: groups.map(({ groupId }) => groupId) };
}
