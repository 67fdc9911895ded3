import type { GroupWay } from '../../../licensing/held-license.ts';
import type { GroupId, SkuId } from '../../../licensing/ids.ts';
import type { LicenseOutcome } from '../../../licensing/outcome.ts';
import type { Provider } from '../../../licensing/products/providers.ts';
import { officeAppsOf, providersOf } from '../../../licensing/products/providers.ts';
import { dataEntry } from '../../../licensing/reading.ts';
import { serviceOfPlan } from '../../../licensing/products/product.ts';
import type { Service } from '../../../licensing/products/service.ts';
import { services } from '../../../licensing/products/service.ts';
import type { Instant } from '../../../licensing/time.ts';
import type { Occasion } from '../../../licensing/occasion.ts';
import type { ServiceData, User } from '../../../licensing/user.ts';
import { isUnderHold } from '../../../licensing/user.ts';
import type { UnseatError } from '../../../errors.ts';
import type { UserId } from '../../../licensing/ids.ts';
import type { Catalog } from '../catalogs.ts';
import type {
  DataResult,
  LicenseGroupAnswer,
  LicenseResult,
  StaysBecause,
  UserResult,
} from './result.ts';

/** What a result is worded by: the names of products and groups, and the time of the decision. */
interface UserOccasion {
  readonly catalog: Catalog;
  readonly occasion: Pick<Occasion, 'now'>;
}

/** The result of a user whose licenses were looked at: what became of each, and of the data they provide. */
export function userResult(
  before: User,
  after: User,
  licenses: readonly (Omit<LicenseOutcome, 'outcome'> & Pick<LicenseResult, 'outcome'>)[],
  { catalog, occasion: { now } }: UserOccasion,
): UserResult {
  const touched = servicesOf(
    licenses.map(({ skuId }) => skuId),
    catalog,
  );
  const providers = providersOf(after.assignments, catalog.products);
  return {
    userId: after.id,
    userPrincipalName: after.userPrincipalName,
    status: before === after ? 'unchanged' : 'changed',
    licenses: licenses.map(({ skuId, groups, ...became }) => ({
      skuId,
      skuPartNumber: partNumber(skuId, catalog),
      ...became,
      groups: licenseGroups(groups, catalog),
    })),
    data: services.flatMap((service) => {
      const data = after.data[service];
      const isTouched = touched.has(service) || data?.state !== before.data[service]?.state;
      return data === undefined || !isTouched
        ? []
        : [
            {
              ...dataAnswer(service, data, now),
              staysBecause: staysBecause(data, after, providers.get(service) ?? [], catalog),
            },
          ];
    }),
    officeApps: officeAppsOf(after.assignments, catalog.products),
    error: null,
  };
}

type Refused = Pick<UnseatError, 'code' | 'message' | 'parameters' | 'details' | 'way'>;

/** The result of a user nothing was done for, with the reason. */
export function failedResult(
  userId: UserId,
  userPrincipalName: string | null,
  { code, message, parameters, details, way }: Refused,
): UserResult {
  // Of a problem of the request the detail says which.
  const [named = { code, parameters }] = details;
  return {
    userId,
    userPrincipalName,
    status: 'failed',
    licenses: [],
    data: [],
    officeApps: null,
    error: { code: named.code, message, parameters: named.parameters ?? {}, way },
  };
}

/** The groups a license is inherited from, by name and state. */
export function licenseGroups(groups: readonly GroupWay[], catalog: Catalog): LicenseGroupAnswer[] {
  return groups.map(({ groupId, state, error }) => ({
    ...groupAnswer(groupId, catalog),
    state,
    error,
  }));
}

/** A group with the name it was imported with, or its id where there was none. */
function groupAnswer(id: GroupId, { groups }: Catalog): { id: GroupId; displayName: string } {
  return { id, displayName: groups.get(id) ?? id };
}

function dataAnswer(
  service: Service,
  data: ServiceData,
  now: Instant,
): Omit<DataResult, 'staysBecause'> {
  const { state, until, eDiscoverySearchable, itemCount, sizeBytes } = dataEntry(
    service,
    data,
    now,
  );
  return { service, state, until, eDiscoverySearchable, itemCount, sizeBytes };
}

function staysBecause(
  { state }: ServiceData,
  user: User,
  providers: readonly Provider[],
  catalog: Catalog,
): StaysBecause | null {
  if (state === 'kept') return { reason: 'userKept', licenses: [] };
  if (state === 'onHold' || state === 'inactiveMailbox') return { reason: 'hold', licenses: [] };
  if (state === 'held' && isUnderHold(user)) return { reason: 'hold', licenses: [] };
  if (state !== 'provided') return null;
  return {
    // None at all: a product nobody knows may provide it.
    reason:
      providers.length === 0 || providers.some(({ isDirect }) => isDirect)
        ? 'otherLicense'
        : 'group',
    licenses: providers.map(({ skuId, skuPartNumber, groupIds }) => ({
      skuId,
      skuPartNumber,
      groups: groupIds.map((id) => groupAnswer(id, catalog)),
    })),
  };
}

function servicesOf(skuIds: readonly SkuId[], { products }: Catalog): ReadonlySet<Service> {
  const plans = skuIds.flatMap((skuId) => products.get(skuId)?.servicePlans ?? []);
  return new Set(plans.map((plan) => serviceOfPlan(plan)).filter((service) => service !== null));
}

function partNumber(skuId: SkuId, { products }: Catalog): string {
  return products.get(skuId)?.skuPartNumber ?? skuId;
}
