import type { Product } from '../../licensing/products/product.ts';
import { readSeats } from '../../operations/licenses/read-seats.ts';
import { resourceNotFound } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { withContext } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { parseSelect, pick, selectedContext } from '../odata/select.ts';

/** GET /directory/subscriptions: what `subscribedSkus` says of them; dates and owners it does not say. */
export async function listSubscriptions({ session, request }: GraphInput): Promise<GraphAnswer> {
  const text = readOptions(request.query, ['$select', '$top']).$select ?? null;
  const select = parseSelect(text, 'companySubscription');
  const products = await readSeats(session);
  const subscriptions = products.flatMap(({ row }) => subscriptionsOf(row.product));
  return withContext(request, selectedContext('directory/subscriptions', select), {
    value: subscriptions.map((one) => pick(one, select, 'companySubscription')),
  });
}

/** GET /directory/subscriptions/{id} */
export async function getSubscription({
  session,
  request,
  params,
}: GraphInput): Promise<GraphAnswer> {
  const text = readOptions(request.query, ['$select']).$select ?? null;
  const select = parseSelect(text, 'companySubscription');
  const id = params['subscription'] ?? '';
  const products = await readSeats(session);
  const found = products
    .flatMap(({ row }) => subscriptionsOf(row.product))
    .find((one) => one.id?.toLowerCase() === id.toLowerCase());
  if (found === undefined) throw resourceNotFound(id);
  return withContext(
    request,
    `${selectedContext('directory/subscriptions', select)}/$entity`,
    pick(found, select, 'companySubscription'),
  );
}

/**
 * One for each subscription of a product, or one without an id where no dump has said them. How several share the seats
 * of their product is not known.
 */
function subscriptionsOf({
  subscriptionIds,
  skuId,
  skuPartNumber,
  capabilityStatus,
  prepaid,
  servicePlans,
}: Product) {
  const isOnly = subscriptionIds.length <= 1;
  const { enabled, warning, suspended, lockedOut } = prepaid;
  const shared = {
    commerceSubscriptionId: null,
    createdDateTime: null,
    isTrial: null,
    nextLifecycleDateTime: null,
    ownerId: null,
    ownerTenantId: null,
    ownerType: null,
    serviceStatus: servicePlans.map((plan) => ({
      appliesTo: plan.appliesTo,
      provisioningStatus: plan.provisioningStatus,
      servicePlanId: plan.servicePlanId,
      servicePlanName: plan.servicePlanName,
    })),
    skuId,
    skuPartNumber,
    status: isOnly ? capabilityStatus : null,
    totalLicenses: isOnly ? enabled + warning + suspended + lockedOut : null,
  };
  const ids: readonly (string | null)[] = subscriptionIds.length === 0 ? [null] : subscriptionIds;
  return ids.map((id) => ({ id, ...shared }));
}
