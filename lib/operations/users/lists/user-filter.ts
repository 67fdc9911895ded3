import { isRemoved } from '../../../licensing/due.ts';
import type { SkuId } from '../../../licensing/ids.ts';
import { seatsOf } from '../../../licensing/products/providers.ts';
import type { DataState, User } from '../../../licensing/user.ts';
import { isUnderHold } from '../../../licensing/user.ts';

/** Which users are listed; null: whatever it is. */
export interface UserFilter {
  readonly search: string | null;
  readonly state: 'active' | 'deleted' | null;
  readonly skuId: SkuId | null;
  /** Whether they hold a seat of any product. */
  readonly isLicensed: boolean | null;
  readonly isEnabled: boolean | null;
  readonly isSynced: boolean | null;
  readonly isGuest: boolean | null;
  /** Whether some of their data is held, on hold or an inactive mailbox. */
  readonly isHeld: boolean | null;
  /** Whether a hold is placed on them. */
  readonly isOnHold: boolean | null;
}

/** Everybody. */
export const everybody: UserFilter = {
  search: null,
  state: null,
  skuId: null,
  isLicensed: null,
  isEnabled: null,
  isSynced: null,
  isGuest: null,
  isHeld: null,
  isOnHold: null,
};

const heldStates: ReadonlySet<DataState> = new Set(['held', 'onHold', 'inactiveMailbox']);

/** The data of a user that is kept for the time being. */
export function heldData({ data }: User) {
  return Object.values(data).filter(({ state }) => heldStates.has(state));
}

/** Whether a user, as time has made it, is one of those asked for. */
export function fitsFilter(user: User, filter: UserFilter): boolean {
  if (user.isGone || isRemoved(user)) return false;
  const { skuId, state } = filter;
  const isDeleted = user.deletion !== null;
  return (
    (state === null || isDeleted === (state === 'deleted')) &&
    (skuId === null || user.assignments.some((way) => way.skuId === skuId)) &&
    agrees(filter.isLicensed, seatsOf(user.assignments).size > 0) &&
    agrees(filter.isEnabled, user.accountEnabled) &&
    agrees(filter.isSynced, user.isSynced) &&
    agrees(filter.isGuest, user.userType === 'Guest') &&
    agrees(filter.isHeld, heldData(user).length > 0) &&
    agrees(filter.isOnHold, isUnderHold(user)) &&
    (filter.search === null || isFound(user, filter.search))
  );
}

function agrees(asked: boolean | null, is: boolean): boolean {
  return asked === null || asked === is;
}

function isFound(user: User, search: string): boolean {
  const text = search.toLowerCase();
  return [user.displayName, user.userPrincipalName, user.id].some((field) =>
    field.toLowerCase().startsWith(text),
  );
}
