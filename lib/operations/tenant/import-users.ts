import { z } from 'zod';
import { withAssignments } from '../../licensing/data.ts';
import { isRemoved, settleDue } from '../../licensing/due.ts';
import { GroupId, PlanId, SkuId, UserId } from '../../licensing/ids.ts';
import { seatsOf } from '../../licensing/products/providers.ts';
import { toInstant } from '../../licensing/time.ts';
import type { Assignment, User } from '../../licensing/user.ts';
import { maxProductsPerUser } from '../../licensing/user.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import type { Vault } from '../../storage/vault.ts';
import { nameOwner } from '../engine/find-user.ts';
import type { DecisionInput } from '../engine/operation-spec.ts';
import { UsageLocation } from '../../licensing/usage-location.ts';
import { UserPrincipalName } from '../../licensing/user-principal-name.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import type { Entry, ImportDecision, Read } from './import-part.ts';
import { isTooLargeProfile, mostProfileBytes, profileWith } from '../users/profile.ts';
import { newUser } from './new-user.ts';
import { accepted, importEntries, readEntries, rejected, unchanged } from './import-part.ts';

const date = z.iso
  .datetime({ offset: true })
  .transform((text) => toInstant(text))
  .nullish();

/** A user as Graph gives it with `$select=…,assignedLicenses,licenseAssignmentStates`; what else it has is its profile. */
const GraphUser = z.looseObject({
  id: UserId,
  userPrincipalName: UserPrincipalName,
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
  usageLocation: UsageLocation.nullish(),
  userType: z.enum(['Member', 'Guest']).nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  createdDateTime: date,
  deletedDateTime: date,
  assignedLicenses: z
    .array(z.object({ skuId: SkuId, disabledPlans: z.array(PlanId).default([]) }))
    .nullish(),
  licenseAssignmentStates: z
    .array(
      z.object({
        skuId: SkuId,
        assignedByGroup: GroupId.nullish(),
        disabledPlans: z.array(PlanId).default([]),
        state: z.enum(['Active', 'ActiveWithError', 'Disabled', 'Error']).default('Active'),
        error: z.string().nullish(),
        lastUpdatedDateTime: date,
      }),
    )
    .nullish(),
});
type GraphUser = z.infer<typeof GraphUser>;

/** Takes in users with their licenses; what changes goes through the same decisions as any operation. */
export async function importUsers(
  session: Session,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  const read = uniqueNames(readEntries(part, GraphUser, ({ id }) => id));
  const named = read.entries.flatMap(({ value }) => assignmentsOf(value).map(({ skuId }) => skuId));
  const catalog = await session.catalogs.of(session.tenantId, session.now, named);
  const { store } = session;
  const { vault } = session;
  return importEntries(session, catalog, read, {
    kind: 'users',
    userIdOf: ({ value }) => value.id,
    // Seats are counted as they are in the dump, also above what is paid; the base row orders the writers.
    seatsWanted: ({ value }, user) => {
      const held = seatsOf(user?.assignments ?? []);
      const wanted = [...seatsOf(assignmentsOf(value, user?.assignments))];
      return wanted.filter((skuId) => !held.has(skuId));
    },
    decide: (input) => decideImport(store, vault, input),
  });
}

async function decideImport(
  store: TenantStore,
  vault: Vault,
  { target, user, catalog, occasion }: DecisionInput<Entry<GraphUser>>,
): Promise<ImportDecision> {
  const reject = (reason: string): ImportDecision => ({
    after: null,
    result: rejected(target, reason),
  });
  const unsaid = unsaidBy(target.value, user);
  if (unsaid !== null) return reject(unsaid);
  const assignments = assignmentsOf(target.value, user?.assignments);
  const unknown = assignments.find(({ skuId }) => !catalog.products.has(skuId));
  if (unknown !== undefined) {
    return reject(
      `holds product ${unknown.skuId}, which the tenant does not have: import subscribedSkus first`,
    );
  }
  if (new Set(assignments.map(({ skuId }) => skuId)).size > maxProductsPerUser) {
    return reject(`holds more than ${maxProductsPerUser} products`);
  }
  if (user?.deletion && !isRemoved(user)) {
    return reject(`is deleted here since ${user.deletion.at}: restore it first`);
  }
  const before = user === null ? null : settleDue(user, occasion);
  const profile = profileOf(target.value, before);
  if (before?.userPrincipalName.toLowerCase() !== profile.userPrincipalName.toLowerCase()) {
    const namesake = await nameOwner(store, profile.userPrincipalName);
    if (namesake !== null && namesake !== profile.id) {
      return reject(`userPrincipalName: is used by user ${namesake}`);
    }
  }
  const known = before ?? (await newUser(store, vault, target.value.id, occasion));
  const start = {
    ...known,
    ...profile,
    profile: profileWith(known, target.value),
    isGone: false,
  };
  if (isTooLargeProfile(start.profile)) {
    return reject(`has a profile of more than ${mostProfileBytes} bytes`);
  }
  const after = withAssignments(start, assignments, occasion);
  return JSON.stringify(after) === JSON.stringify(user)
    ? { after: null, result: unchanged(target) }
    : { after, result: accepted(target) };
}

/**
 * Why an entry can not be believed on licenses: a dump that was made without `$select`, or of a tenant where Graph left
 * them out, would take what people have. Null where it can.
 */
function unsaidBy(entry: GraphUser, user: User | null): string | null {
  if (entry.deletedDateTime) {
    return `deletedDateTime: was deleted at ${entry.deletedDateTime}, so it is no active user: leave it out`;
  }
  const { assignedLicenses, licenseAssignmentStates: states } = entry;
  const how =
    'read users again with $select=assignedLicenses,licenseAssignmentStates beside the rest';
  const listed = new Set(states?.map(({ skuId }) => skuId));
  const unlisted = states && assignedLicenses?.find(({ skuId }) => !listed.has(skuId));
  if (unlisted) {
    return `licenseAssignmentStates: does not list product ${unlisted.skuId} of assignedLicenses: ${how}`;
  }
  const isEmpty = (states ?? []).length === 0 && (assignedLicenses ?? []).length === 0;
  const isSaid = states !== undefined && states !== null && entry.accountEnabled !== null;
  const saysNothing = !states && !assignedLicenses;
  if (isEmpty && !isSaid && !saysNothing && user !== null && user.assignments.length > 0) {
    return `assignedLicenses: is empty, and the entry does not say that it knows: ${how},accountEnabled`;
  }
  return null;
}

/** What an entry does not say stays as it is known; null is a value only where Graph has it as one. */
function profileOf(entry: GraphUser, known: User | null) {
  const { mail, usageLocation, onPremisesSyncEnabled: synced } = entry;
  return {
    id: entry.id,
    userPrincipalName: entry.userPrincipalName,
    displayName: entry.displayName ?? known?.displayName ?? entry.userPrincipalName,
    mail: mail === undefined ? (known?.mail ?? null) : mail,
    accountEnabled: entry.accountEnabled ?? known?.accountEnabled ?? true,
    usageLocation: usageLocation === undefined ? (known?.usageLocation ?? null) : usageLocation,
    userType: entry.userType ?? known?.userType ?? ('Member' as const),
    isSynced: (synced === undefined ? known?.isSynced : synced) ?? false,
    createdAt: entry.createdDateTime ?? known?.createdAt ?? null,
  };
}

/**
 * `licenseAssignmentStates` say how a product is held; without them every license counts as direct. An entry with neither
 * says nothing of licenses (`$select` leaves them out), so what the user holds stays.
 */
function assignmentsOf(
  user: GraphUser,
  present: readonly Assignment[] = [],
): readonly Assignment[] {
  if (!user.licenseAssignmentStates && !user.assignedLicenses) return present;
  const states =
    user.licenseAssignmentStates ??
    (user.assignedLicenses ?? []).map((license) => ({ ...license, state: 'Active' as const }));
  const ways = new Map<string, Assignment>();
  for (const way of states) {
    const groupId = ('assignedByGroup' in way ? way.assignedByGroup : null) ?? null;
    const error = ('error' in way ? way.error : null) ?? 'None';
    ways.set(`${way.skuId}~${groupId}`, {
      skuId: way.skuId,
      groupId,
      disabledPlans: [...way.disabledPlans].toSorted(),
      state: way.state,
      error: error === 'None' ? null : error,
      assignedAt: ('lastUpdatedDateTime' in way ? way.lastUpdatedDateTime : null) ?? null,
    });
  }
  return [...ways.values()];
}

/** Of two users with one name in a part, the second is rejected. */
function uniqueNames(read: Read<GraphUser>): Read<GraphUser> {
  const firstWithName = new Map<string, string>();
  const entries: Entry<GraphUser>[] = [];
  const refused = [...read.rejected];
  for (const entry of read.entries) {
    const name = entry.value.userPrincipalName.toLowerCase();
    const first = firstWithName.get(name);
    if (first === undefined) {
      firstWithName.set(name, entry.value.id);
      entries.push(entry);
    } else {
      refused.push(rejected(entry, `userPrincipalName: is used by user ${first} in this part`));
    }
  }
  return { entries, rejected: refused };
}
