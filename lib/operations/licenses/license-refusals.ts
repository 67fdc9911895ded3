import type { UnseatError } from '../../errors.ts';
import type { AssignRefusal, LicenseToAssign } from '../../licensing/assign.ts';
import { refuseLicenses } from '../../licensing/assign.ts';
import type { SkuId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import {
  licenseInherited,
  licenseNotHeld,
  noSeatsAvailable,
  plansUnknown,
  productNotForUsers,
  tooManyProducts,
  usageLocationMissing,
} from '../../refusals/licenses.ts';
import type { Catalog } from '../engine/catalogs.ts';

/** @throws UnseatError in Graph's words, when a product is not held, or not directly */
export function refuseRemoval(user: User, skuId: SkuId): void {
  const ways = user.assignments.filter((way) => way.skuId === skuId);
  if (ways.some(({ groupId }) => groupId === null)) return;
  const subject = { userId: user.id, skuId };
  throw ways.length === 0 ? licenseNotHeld(subject) : licenseInherited(subject);
}

/** Why products can't be given, with the way out. */
export function assignError(refusal: AssignRefusal, user: User, catalog: Catalog): UnseatError {
  switch (refusal.kind) {
    case 'noUsageLocation':
      return usageLocationMissing(
        { userId: user.id },
        { way: { kind: 'setUsageLocation', userId: user.id } },
      );
    case 'noSeats':
      return noSeatsAvailable(
        { products: refusal.missing.map((short) => ({ ...short, ...nameOf(short, catalog) })) },
        { way: { kind: 'raiseSeats', skuIds: refusal.missing.map(({ skuId }) => skuId) } },
      );
    case 'notForUsers':
    case 'unknownPlans':
      return licenseError(refusal, catalog);
    case 'tooManyProducts':
      return tooManyProducts(
        { userId: user.id, most: refusal.most },
        { way: { kind: 'unassignLicense', userId: user.id } },
      );
  }
}

/** That some user could be given these licenses. @throws UnseatError invalidRequest */
export function assertAssignable(licenses: readonly LicenseToAssign[], catalog: Catalog): void {
  const refusal = refuseLicenses(licenses, catalog.products);
  if (refusal !== null) throw licenseError(refusal, catalog);
}

/** What is wrong with licenses, whoever is to get them. */
function licenseError(
  refusal: NonNullable<ReturnType<typeof refuseLicenses>>,
  catalog: Catalog,
): UnseatError {
  const { skuId } = refusal;
  if (refusal.kind === 'notForUsers') {
    return productNotForUsers({ skuId }, 'licenses', { way: { kind: 'listProducts' } });
  }
  return plansUnknown(
    { skuId, planIds: [...refusal.planIds], ...nameOf(refusal, catalog) },
    'licenses',
    { way: { kind: 'listPlans', skuId } },
  );
}

/** Why products can't be given, in Graph's words. */
export function wordsOfGraph(refusal: AssignRefusal): string {
  switch (refusal.kind) {
    case 'noUsageLocation':
      return 'License assignment cannot be done for user with invalid usage location.';
    case 'noSeats':
      return refusal.missing
        .map(({ skuId }) => `Subscription with SKU ${skuId} does not have any available licenses.`)
        .join(' ');
    case 'notForUsers':
      return `License ${refusal.skuId} does not correspond to a valid company License.`;
    case 'unknownPlans':
      return `License assignment failed because license ${refusal.skuId} has no service plan ${refusal.planIds.join(', ')}.`;
    case 'tooManyProducts':
      return `License assignment failed because a user can hold at most ${refusal.most} products.`;
  }
}

function nameOf({ skuId }: { skuId: SkuId }, { products }: Catalog): { skuPartNumber: string } {
  return { skuPartNumber: products.get(skuId)?.skuPartNumber ?? skuId };
}
