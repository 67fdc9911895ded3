import { z } from 'zod';
import type { UserFilter } from '../operations/users/lists/user-filter.ts';

/** What is searched for. */
export const searchParam = z
  .string()
  .trim()
  .min(1)
  .max(150)
  .optional()
  .describe('Text a display name, a user principal name or an id begins with.');

interface UserFilterInput {
  readonly search?: string | undefined;
  readonly state?: UserFilter['state'] | undefined;
  readonly skuId?: NonNullable<UserFilter['skuId']> | undefined;
  readonly licensed?: boolean | undefined;
  readonly enabled?: boolean | undefined;
  readonly synced?: boolean | undefined;
  readonly guest?: boolean | undefined;
  readonly held?: boolean | undefined;
  readonly onHold?: boolean | undefined;
}

/** The filter of a query; what it leaves out is whatever it is. */
export function toUserFilter(query: UserFilterInput): UserFilter {
  return {
    search: query.search ?? null,
    state: query.state ?? null,
    skuId: query.skuId ?? null,
    isLicensed: query.licensed ?? null,
    isEnabled: query.enabled ?? null,
    isSynced: query.synced ?? null,
    isGuest: query.guest ?? null,
    isHeld: query.held ?? null,
    isOnHold: query.onHold ?? null,
  };
}
