import { enabledPlans, seatsOf } from '../../licensing/products/providers.ts';
import type { Products } from '../../licensing/products/product.ts';
import type { Instant } from '../../licensing/time.ts';
import type { Assignment, User } from '../../licensing/user.ts';
import { profileOf } from '../../operations/users/profile.ts';
import { emptyValue } from '../odata/select.ts';
import { serviceNameOf } from './plan-service-names.ts';

/** Graph writes points in time without fractions of a second. */
function graphTime(at: Instant | null): string | null {
  return at === null ? null : `${at.slice(0, 19)}Z`;
}

/** The properties of a user that Unseat keeps, as Graph shows them. */
export const keptProperties = {
  id: ({ id }: User) => id,
  userPrincipalName: shownName,
  displayName: ({ displayName }: User) => displayName,
  mail: ({ mail }: User) => mail,
  accountEnabled: ({ accountEnabled }: User) => accountEnabled,
  usageLocation: ({ usageLocation }: User) => usageLocation,
  userType: ({ userType }: User) => userType,
  // Graph says null, not false, of a user that never came from on-premises.
  onPremisesSyncEnabled: ({ isSynced }: User) => (isSynced ? true : null),
  createdDateTime: ({ createdAt }: User) => graphTime(createdAt),
  deletedDateTime: ({ deletion }: User) => graphTime(deletion?.at ?? null),
  assignedLicenses,
  licenseAssignmentStates,
  assignedPlans,
};

type Makers = Readonly<Record<string, (user: User, products: Products) => unknown>>;
const makers: Makers = keptProperties;

/** What makes a property of what Unseat keeps; undefined where it keeps none such. */
export function makerOf(name: string): Makers[string] | undefined {
  return Object.hasOwn(makers, name) ? makers[name] : undefined;
}

/** What Graph answers when a request selects nothing. */
export const defaultProperties: readonly string[] = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** The value of any property a request can select. */
export function propertyOf(user: User, products: Products, name: string): unknown {
  const kept = makerOf(name);
  if (kept !== undefined) return kept(user, products);
  return profileOf(user)[name] ?? emptyValue('user', name);
}

/** Graph puts the id, without dashes, in front of a deleted user's name, so that the name is free for somebody else. */
function shownName({ id, userPrincipalName, deletion }: User): string {
  return deletion === null ? userPrincipalName : `${id.replaceAll('-', '')}${userPrincipalName}`;
}

/** A deleted user shows what a restore would give back; it takes no seat. */
function shownAssignments({ assignments, deletion }: User): readonly Assignment[] {
  return deletion === null ? assignments : deletion.assignments;
}

/** One entry for each product with a seat; a plan is off only where every way the product is held turns it off. */
function assignedLicenses(user: User) {
  const assignments = shownAssignments(user);
  return [...seatsOf(assignments)].map((skuId) => {
    const ways = assignments.filter((way) => way.skuId === skuId && way.state !== 'Error');
    const [first] = ways;
    const disabledPlans = (first?.disabledPlans ?? []).filter((planId) =>
      ways.every((way) => way.disabledPlans.includes(planId)),
    );
    return { disabledPlans, skuId };
  });
}

function licenseAssignmentStates(user: User) {
  return shownAssignments(user).map((way: Assignment) => ({
    skuId: way.skuId,
    disabledPlans: way.disabledPlans,
    assignedByGroup: way.groupId,
    state: way.state,
    error: way.error ?? 'None',
    lastUpdatedDateTime: graphTime(way.assignedAt),
  }));
}

function assignedPlans({ assignments }: User, products: Products) {
  return enabledPlans(assignments, products).map(({ servicePlanId, servicePlanName }) => ({
    assignedDateTime: graphTime(
      assignments.find(({ skuId }) =>
        products.get(skuId)?.servicePlans.some((plan) => plan.servicePlanId === servicePlanId),
      )?.assignedAt ?? null,
    ),
    capabilityStatus: 'Enabled',
    service: serviceNameOf(servicePlanName),
    servicePlanId,
  }));
}
