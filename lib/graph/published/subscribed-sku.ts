import type { PublishedProperties } from './kinds.ts';

/** Of @microsoft/microsoft-graph-types 2.43.1; not written by hand, `vitest -u` writes it anew where its test differs. */
export const subscribedSku = {
  accountId: 'string',
  accountName: 'string',
  appliesTo: 'string',
  capabilityStatus: 'string',
  consumedUnits: 'number',
  id: 'string',
  prepaidUnits: 'object',
  servicePlans: 'objects',
  skuId: 'string',
  skuPartNumber: 'string',
  subscriptionIds: 'strings',
} as const satisfies PublishedProperties;
