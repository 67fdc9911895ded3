import type { PublishedProperties } from './kinds.ts';

/** Of @microsoft/microsoft-graph-types 2.43.1; not written by hand, `vitest -u` writes it anew where its test differs. */
export const companySubscription = {
  commerceSubscriptionId: 'string',
  createdDateTime: 'string',
  id: 'string',
  isTrial: 'boolean',
  nextLifecycleDateTime: 'string',
  ownerId: 'string',
  ownerTenantId: 'string',
  ownerType: 'string',
  serviceStatus: 'objects',
  skuId: 'string',
  skuPartNumber: 'string',
  status: 'string',
  totalLicenses: 'number',
} as const satisfies PublishedProperties;
