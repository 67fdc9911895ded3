import { profileProperties } from '../../operations/users/profile.ts';
import { unsupportedQuery } from '../graph-error.ts';
import type { FilterSchema, Literal, PropertyType } from '../odata/filter.ts';
import { spelledIn } from '../odata/filter.ts';
import type { PublishedKind, PublishedProperties } from '../published/kinds.ts';
import { published } from '../published/published.ts';
import { serviceNames } from './plan-service-names.ts';

const properties: PublishedProperties = published.user;

/** The profile's properties of a kind, each with the type its values are compared as. */
function profileOfKind(kind: PublishedKind): Readonly<Record<string, PropertyType>> {
  const names = profileProperties.filter((name) => properties[name] === kind);
  return Object.fromEntries(names.map((name) => [name, typeOf(name, kind)]));
}

function typeOf(name: string, kind: PublishedKind): PropertyType {
  if (kind === 'boolean') return 'boolean';
  return /Date(?:Time)?$/.test(name) ? 'date' : 'string';
}

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
    ...profileOfKind('string'),
    ...profileOfKind('boolean'),
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
    provisionedPlans: {
      capabilityStatus: 'string',
      provisioningStatus: 'string',
      service: 'string',
    },
    ...profileOfKind('strings'),
  },
  others: Object.keys(properties),
  refuseValue,
};

/** A service no plan is known to belong to would quietly find nobody. */
function refuseValue(path: string, value: Literal): void {
  if (path !== 'assignedPlans/service' || typeof value !== 'string') return;
  if (spelledIn(serviceNames, value) !== undefined) return;
  throw unsupportedQuery(
    `the service '${value}' in $filter: Unseat does not know which plans belong to it. ` +
      `It knows those of ${serviceNames.join(', ')}.`,
  );
}
