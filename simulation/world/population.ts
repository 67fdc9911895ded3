import { TenantId } from '../../lib/licensing/ids.ts';
import type { SkuId, UserId } from '../../lib/licensing/ids.ts';
import { seatsOf } from '../../lib/licensing/products/providers.ts';
import type { Assignment, User } from '../../lib/licensing/user.ts';
import type { Tenant } from '../../lib/licensing/tenant.ts';
import { tenantDefaults } from '../../lib/licensing/tenant.ts';
import { tenantWrite } from '../../lib/storage/rows/tenant-row.ts';
import { productWrite } from '../../lib/storage/rows/product-row.ts';
import { userWrites } from '../../lib/storage/rows/user-row.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { guid, product, productNames, skuId } from '../builders/products.ts';
import type { ProductName } from '../builders/products.ts';
import { direct, inherited, user, userId } from '../builders/users.ts';
import type { Random } from './random.ts';

/** A tenant as a history begins with it. */
export interface Population {
  readonly tenantId: TenantId;
  readonly users: readonly User[];
  readonly userIds: readonly UserId[];
  readonly skuIds: readonly SkuId[];
  readonly auditRetentionDays: number;
}

/** Stands in every name and content of a simulated person: it must never come up where only ids belong. */
export const canary = 'canary';

/** Of this product there are always seats, so nobody may be told otherwise. */
export const plentiful = skuId('POWER_BI');

const spare: Readonly<Record<ProductName, number>> = {
  E3: 2,
  EXCHANGE_P1: 1,
  ARCHIVE: 2,
  POWER_BI: 500,
};

export function populate(number: number, size: number, random: Random): Population {
  const users = Array.from({ length: size }, (_, index) => {
    const own = number * 100 + index;
    const name = `${canary}-${own}-`;
    return user(assignments(random), {
      id: userId(own),
      userPrincipalName: `${name}@contoso${number}.com`,
      displayName: `${name} person`,
      mail: `${name}@mail.com`,
      isSynced: random.chance(0.3),
    });
  });
  return {
    tenantId: TenantId.parse(guid(9, number)),
    users,
    userIds: users.map(({ id }) => id),
    skuIds: productNames.map((name) => skuId(name)),
    auditRetentionDays: random.pick([20, 365]),
  };
}

/** Puts a tenant into the tables as an import would leave it. */
export async function load(
  tables: Tables,
  { tenantId, users, auditRetentionDays }: Population,
): Promise<void> {
  const tenant: Tenant = { displayName: canary, ...tenantDefaults, auditRetentionDays };
  // The tenant and its products first: then seats are always at least as many as their holders.
  for (const each of users) await tables.submit('licensing', tenantId, userWrites(null, each));
  await tables.submit('licensing', tenantId, [
    tenantWrite(tenant),
    ...productNames.map((name) => {
      const consumed = users.filter((each) => seatsOf(each.assignments).has(skuId(name))).length;
      const row = { product: product(name, consumed + spare[name]), consumed, derivedTo: 0 };
      return productWrite(row, null);
    }),
  ]);
}

function assignments(random: Random): readonly Assignment[] {
  return productNames.flatMap((name) => {
    const ways: Assignment[] = [];
    if (random.chance(0.5)) ways.push(direct(name));
    if (random.chance(0.15)) ways.push(inherited(name, random.between(1, 3)));
    return ways;
  });
}
