import type { UserRow } from '../../api/calls.ts';

/** What the list of users can be narrowed to, by its name in the address. */
export const userFilters = [
  'all',
  'licensed',
  'unlicensed',
  'blocked',
  'held',
  'onHold',
  'synced',
] as const;
export type UserFilter = (typeof userFilters)[number];

const fits: Readonly<Record<UserFilter, (user: UserRow) => boolean>> = {
  all: () => true,
  licensed: ({ licenses }) => licenses.length > 0,
  unlicensed: ({ licenses }) => licenses.length === 0,
  blocked: ({ accountEnabled }) => !accountEnabled,
  held: ({ isHeld }) => isHeld,
  onHold: ({ holdCount }) => holdCount > 0,
  synced: ({ isSynced }) => isSynced,
};

/** The filter an address names; one it does not know is none. */
export function toUserFilter(text: string | null): UserFilter {
  return userFilters.find((known) => known === text) ?? 'all';
}

export function fitsFilter(user: UserRow, filter: UserFilter): boolean {
  return fits[filter](user);
}
