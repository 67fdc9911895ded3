import type { SkuId, UserId } from '../../lib/licensing/ids.ts';
import type { PlanName, AnyProductName } from '../builders/products.ts';
import { product, productNames, skuId as skuIdOf } from '../builders/products.ts';
import { groupId } from '../builders/users.ts';
import type { Population } from '../world/population.ts';
import { plentiful } from '../world/population.ts';

/** What Microsoft puts into products later on, and takes out of them. */
const changed: Readonly<Record<AnyProductName, readonly PlanName[]>> = {
  E3: ['SHAREPOINTENTERPRISE', 'TEAMS1', 'OFFICESUBSCRIPTION'],
  EXCHANGE_P1: ['EXCHANGE_S_STANDARD', 'TEAMS1'],
  ARCHIVE: ['EXCHANGE_S_ARCHIVE_ADDON', 'SHAREPOINTENTERPRISE'],
  POWER_BI: ['POWER_BI_PRO_PLAN', 'EXCHANGE_S_STANDARD'],
  EXCHANGE_P2: ['EXCHANGE_S_ENTERPRISE', 'SHAREPOINTENTERPRISE'],
};

/** No tenant has it in the beginning. */
export const laterProduct = skuIdOf('EXCHANGE_P2');

/** A product as a dump has it: as it was, changed, or without a word about its plans. */
export function dumpedProduct(id: SkuId, number: number): unknown {
  const name = [...productNames, 'EXCHANGE_P2' as const].find((each) => skuIdOf(each) === id);
  if (name === undefined) throw new RangeError(`no product ${id}`);
  const enabled = id === plentiful ? 500 + number : 12 + (number % 10);
  const { prepaid, servicePlans, ...sku } =
    number % 2 === 0 ? product(name, enabled) : product(name, enabled, changed[name]);
  const isSilent = number % 5 === 0;
  return { ...sku, prepaidUnits: prepaid, ...(isSilent ? {} : { servicePlans }) };
}

/** A user as a dump has it: one product directly, another through a group, now and then without a seat. */
export function dumpedUser(
  population: Population,
  id: UserId,
  skuId: SkuId,
  number: number,
): unknown {
  const user = population.users.find((each) => each.id === id);
  const ways = [
    { skuId, assignedByGroup: null },
    { skuId: plentiful, assignedByGroup: groupId(number % 3) },
    { skuId, assignedByGroup: groupId(number % 3), state: 'Error', error: 'CountViolation' },
  ];
  return { ...user, licenseAssignmentStates: ways.slice(0, number % 4) };
}
