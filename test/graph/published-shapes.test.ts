import type { LicenseDetails, SubscribedSku, User } from '@microsoft/microsoft-graph-types';
import { expect, it } from 'vitest';
import { licenseDetails, subscribedSku } from '../../lib/graph/directory/products.ts';
import { keptProperties } from '../../lib/graph/users/user-properties.ts';
import { allProducts, product } from '../../simulation/builders/products.ts';
import { tenantId } from '../../simulation/builders/memory-world.ts';
import { direct, inherited, user } from '../../simulation/builders/users.ts';

/** What makes the answers, by the types Microsoft publishes: the compiler checks it, nothing is cast. */
type Shown = {
  readonly [Name in keyof typeof keptProperties]: Name extends keyof User
    ? (...made: Parameters<(typeof keptProperties)[Name]>) => User[Name]
    : never;
};

const shown: Shown = keptProperties;
const adele = user([direct('E3'), inherited('POWER_BI')]);

it('a user has the values of its published type', () => {
  const { assignedLicenses, licenseAssignmentStates } = shown;
  expect(assignedLicenses(adele)).toHaveLength(2);
  expect(licenseAssignmentStates(adele)).toHaveLength(2);
  expect(shown.assignedPlans(adele, allProducts)?.length).toBeGreaterThan(2);
});

it('products have the values of their published type', () => {
  const row = { product: product('E3'), consumed: 1, derivedTo: 0 };
  const sku: SubscribedSku = subscribedSku({ row, consumed: 1 }, tenantId, 'Contoso');
  const details: readonly LicenseDetails[] = licenseDetails(adele, allProducts, tenantId);
  expect([sku.consumedUnits, details.length]).toEqual([1, 2]);
});
