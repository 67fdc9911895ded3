import type { PublishedProperties } from './kinds.ts';

/** Of @microsoft/microsoft-graph-types 2.43.1; not written by hand, `vitest -u` writes it anew where its test differs. */
export const licenseDetails = {
  id: 'string',
  servicePlans: 'objects',
  skuId: 'string',
  skuPartNumber: 'string',
} as const satisfies PublishedProperties;
