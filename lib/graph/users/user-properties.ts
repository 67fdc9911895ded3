import { enabledPlans, seatsOf } from '../../licensing/products/providers.ts';
import type { Products } from '../../licensing/products/product.ts';
import type { Instant } from '../../licensing/time.ts';
import type { Assignment, User } from '../../licensing/user.ts';
import type { FilterSchema } from '../odata/filter.ts';

/** Graph writes points in time without fractions of a second. */
function graphTime(at: Instant | null): string | null {
  return at === null ? null : `${at.slice(0, 19)}Z`;
}

/** The properties of a user that Unseat keeps, as Graph shows them. */
export const keptProperties: Readonly<Record<string, (user: User, products: Products) => unknown>> =
  {
    id: ({ id }) => id,
    userPrincipalName: shownName,
    displayName: ({ displayName }) => displayName,
    mail: ({ mail }) => mail,
    accountEnabled: ({ accountEnabled }) => accountEnabled,
    usageLocation: ({ usageLocation }) => usageLocation,
    userType: ({ userType }) => userType,
    // Graph says null, not false, of a user that never came from on-premises.
    onPremisesSyncEnabled: ({ isSynced }) => (isSynced ? true : null),
    createdDateTime: ({ createdAt }) => graphTime(createdAt),
    deletedDateTime: ({ deletion }) => graphTime(deletion?.at ?? null),
    assignedLicenses,
    licenseAssignmentStates,
    assignedPlans,
  };

/** Properties of the directory that Unseat does not keep; a client sees them without a value. */
const emptyProperties: readonly string[] = [
  'givenName',
  'surname',
  'jobTitle',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'city',
  'companyName',
  'country',
  'department',
  'employeeId',
  'mailNickname',
  'postalCode',
  'state',
  'streetAddress',
];

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

/** Every property a request can select, with its value. */
export const userProperties: typeof keptProperties = {
  ...keptProperties,
  ...Object.fromEntries(emptyProperties.map((name) => [name, () => null])),
  businessPhones: () => [],
};

/** What a `$filter` over users can name. Nothing that is not kept: a filter on it would find nobody, and scripts act on that. */
export const userFilterSchema: FilterSchema = {
  entity: 'user',
  properties: {
    id: 'guid',
    userPrincipalName: 'string',
    displayName: 'string',
    mail: 'string',
    accountEnabled: 'boolean',
    usageLocation: 'string',
    userType: 'string',
    onPremisesSyncEnabled: 'boolean',
    createdDateTime: 'date',
    deletedDateTime: 'date',
  },
  collections: {
    assignedLicenses: { skuId: 'guid' },
    licenseAssignmentStates: {
      skuId: 'guid',
      assignedByGroup: 'guid',
      state: 'string',
      error: 'string',
    },
    assignedPlans: { servicePlanId: 'guid', capabilityStatus: 'string', service: 'string' },
  },
};

/** Graph puts the id, without dashes, in front of a deleted user's name, so that the name is free for somebody else. */
function shownName({ id, userPrincipalName, deletion }: User): string {
  return deletion === null ? userPrincipalName : `${id.replaceAll('-', '')}${userPrincipalName}`;
}

/** One entry for each product with a seat; a plan is off only where every way the product is held turns it off. */
function assignedLicenses({ assignments }: User): readonly object[] {
  return [...seatsOf(assignments)].map((skuId) => {
    const ways = assignments.filter((way) => way.skuId === skuId && way.state !== 'Error');
    const [first] = ways;
    const disabledPlans = (first?.disabledPlans ?? []).filter((planId) =>
      ways.every((way) => way.disabledPlans.includes(planId)),
    );
    return { disabledPlans, skuId };
  });
}

function licenseAssignmentStates({ assignments }: User): readonly object[] {
  return assignments.map((way: Assignment) => ({
    skuId: way.skuId,
    disabledPlans: way.disabledPlans,
    assignedByGroup: way.groupId,
    state: way.state,
    error: way.error ?? 'None',
    lastUpdatedDateTime: graphTime(way.assignedAt),
  }));
}

function assignedPlans({ assignments }: User, products: Products): readonly object[] {
  return enabledPlans(assignments, products).map(({ servicePlanId, servicePlanName }) => ({
    assignedDateTime: graphTime(
      assignments.find(({ skuId }) =>
        products.get(skuId)?.servicePlans.some((plan) => plan.servicePlanId === servicePlanId),
      )?.assignedAt ?? null,
    ),
    capabilityStatus: 'Enabled',
    service: servicePlanName,
    servicePlanId,
  }));
}
