import type { PublishedProperties } from './kinds.ts';

/** Of @microsoft/microsoft-graph-types 2.43.1; not written by hand, `vitest -u` writes it anew where its test differs. */
export const domain = {
  authenticationType: 'string',
  availabilityStatus: 'string',
  domainNameReferences: 'relationships',
  federationConfiguration: 'relationships',
  id: 'string',
  isAdminManaged: 'boolean',
  isDefault: 'boolean',
  isInitial: 'boolean',
  isRoot: 'boolean',
  isVerified: 'boolean',
  manufacturer: 'string',
  model: 'string',
  passwordNotificationWindowInDays: 'number',
  passwordValidityPeriodInDays: 'number',
  rootDomain: 'relationship',
  serviceConfigurationRecords: 'relationships',
  state: 'object',
  supportedServices: 'strings',
  verificationDnsRecords: 'relationships',
} as const satisfies PublishedProperties;
