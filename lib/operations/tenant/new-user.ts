import type { UserId } from '../../licensing/ids.ts';
import type { Occasion } from '../../licensing/occasion.ts';
import type { User } from '../../licensing/user.ts';
import { fromTombstoneRow, tombstonesOfPerson } from '../../storage/rows/tombstone-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Vault } from '../../storage/vault.ts';

/** What a user is beside the profile a dump gives. */
export type NewUser = Pick<
  User,
  | 'mailboxType'
  | 'hasArchive'
  | 'assignments'
  | 'data'
  | 'holds'
  | 'holdsLiftedAt'
  | 'delegates'
  | 'deletion'
  | 'isGone'
  | 'claims'
  | 'plansVersions'
  | 'profile'
>;

/**
 * Somebody whose id was here before begins above every generation that was purged then, or that the vault has rows of:
 * what ended is never written to again, and each end has a tombstone of its own.
 */
export async function newUser(
  store: TenantStore,
  vault: Vault,
  userId: UserId,
  { tenant, now, operationId }: Occasion,
): Promise<NewUser> {
  const [tombstones, left] = await Promise.all([
    store.all(tombstonesOfPerson(store.tenantId, userId)),
    vault.generations(userId),
  ]);
  const ended = [
    ...left.map((place) => ({ ...place, purgedAt: now, operationId })),
    ...tombstones.map(fromTombstoneRow),
  ].toSorted((a, b) => a.generation - b.generation);
  const data: User['data'] = {};
  for (const end of ended) {
    data[end.service] = {
      generation: end.generation + 1,
      state: 'purged',
      since: end.purgedAt,
      until: null,
      archivedFrom: null,
      operationId: end.operationId,
      ruleSet: tenant.ruleSet,
      usage: null,
    };
  }
  return { ...emptyUser, data };
}

/** Who holds nothing and of whom nothing is held. */
export const emptyUser: NewUser = {
  mailboxType: null,
  hasArchive: null,
  assignments: [],
  data: {},
  holds: [],
  holdsLiftedAt: null,
  delegates: [],
  deletion: null,
  isGone: false,
  claims: [],
  plansVersions: [],
  profile: null,
};
