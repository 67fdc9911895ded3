import { seatsOf } from '../../licensing/products/providers.ts';
import type { SkuId, TenantId } from '../../licensing/ids.ts';
import type { Products } from '../../licensing/products/product.ts';
import type { User } from '../../licensing/user.ts';
import type { Seats } from '../../storage/tenant-store.ts';
import { readSeats } from '../../operations/licenses/read-seats.ts';
import { resourceNotFound } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { withContext } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { parseSelect, pick, selectedContext } from '../odata/select.ts';
import { licenseDetailsId } from './license-details-id.ts';
import { userOf } from '../users/users.ts';

/** GET /subscribedSkus: every product with its seats; Graph gives them all at once. */
export async function listSubscribedSkus({ session, request }: GraphInput): Promise<GraphAnswer> {
  const select = parseSelect(
    readOptions(request.query, ['$select']).$select ?? null,
    'subscribedSku',
  );
  const { tenant } = await session.catalogs.of(session.tenantId, session.now);
  const products = await readSeats(session);
  return withContext(request, selectedContext('subscribedSkus', select), {
    value: products.map((seats) =>
      pick(subscribedSku(seats, session.tenantId, tenant.displayName), select, 'subscribedSku'),
    ),
  });
}

/** GET /subscribedSkus/{tenant_sku} */
export async function getSubscribedSku(input: GraphInput): Promise<GraphAnswer> {
  const { session, request, params } = input;
  const select = parseSelect(
    readOptions(request.query, ['$select']).$select ?? null,
    'subscribedSku',
  );
  const { tenant } = await session.catalogs.of(session.tenantId, session.now);
  const id = params['sku'] ?? '';
  const products = await readSeats(session);
  const found = products
    .map((seats) => subscribedSku(seats, session.tenantId, tenant.displayName))
    .find((sku) => sku.id === id.toLowerCase());
  if (found === undefined) throw resourceNotFound(id);
  return withContext(
    request,
    `${selectedContext('subscribedSkus', select)}/$entity`,
    pick(found, select, 'subscribedSku'),
  );
}

/** GET /users/{id}/licenseDetails: the products a user holds, with what of each is on. */
export async function listLicenseDetails(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const select = parseSelect(
    readOptions(request.query, ['$select']).$select ?? null,
    'licenseDetails',
  );
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  const user = await userOf(input);
  const details = licenseDetails(user, products, session.tenantId);
  const context = selectedContext(`users('${encodeURIComponent(user.id)}')/licenseDetails`, select);
  return withContext(request, context, {
    value: details.map((entry) => pick(entry, select, 'licenseDetails')),
  });
}

/** The products a user holds, with what of each is on. */
export function licenseDetails(user: User, products: Products, tenantId: TenantId) {
  return [...seatsOf(user.assignments)].map((skuId) => {
    const product = products.get(skuId);
    const ways = user.assignments.filter((way) => way.skuId === skuId && way.state !== 'Error');
    return {
      id: licenseDetailsId(tenantId, skuId),
      skuId,
      skuPartNumber: product?.skuPartNumber ?? skuId,
      servicePlans: (product?.servicePlans ?? []).map((plan) => ({
        servicePlanId: plan.servicePlanId,
        servicePlanName: plan.servicePlanName,
        provisioningStatus: ways.every((way) => way.disabledPlans.includes(plan.servicePlanId))
          ? 'Disabled'
          : plan.provisioningStatus,
        appliesTo: plan.appliesTo,
      })),
    };
  });
}

/** A product as Graph shows it. */
export function subscribedSku(
  { row, consumed }: Pick<Seats, 'row' | 'consumed'>,
  tenantId: TenantId,
  accountName: string,
) {
  const { product } = row;
  return {
    accountName,
    accountId: tenantId,
    appliesTo: product.appliesTo,
    capabilityStatus: product.capabilityStatus,
    consumedUnits: consumed,
    id: subscribedSkuId(tenantId, product.skuId),
    skuId: product.skuId,
    skuPartNumber: product.skuPartNumber,
    subscriptionIds: product.subscriptionIds,
    prepaidUnits: product.prepaid,
    servicePlans: product.servicePlans.map((plan) => ({
      servicePlanId: plan.servicePlanId,
      servicePlanName: plan.servicePlanName,
      provisioningStatus: plan.provisioningStatus,
      appliesTo: plan.appliesTo,
    })),
  };
}

function subscribedSkuId(tenantId: TenantId, skuId: SkuId): string {
  return `${tenantId}_${skuId}`;
}
