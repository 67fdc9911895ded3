import { z } from 'zod';
import { RuleSetId } from './rule-set-id.ts';

export const Cloud = z.enum(['worldwide', 'germany', '21vianet']);
export type Cloud = z.infer<typeof Cloud>;

export const Tenant = z.strictObject({
  displayName: z.string(),
  cloud: Cloud,
  /** Days a deleted user's OneDrive is held: 30 to 3650. */
  oneDriveRetentionDays: z.number().int().min(30).max(3650),
  /** Days an operation's record, the audit entry, is kept. */
  auditRetentionDays: z.number().int().min(1).max(3650),
  ruleSet: RuleSetId,
});
export type Tenant = z.infer<typeof Tenant>;

/** What a tenant has until somebody sets it. */
export const tenantDefaults = {
  cloud: 'worldwide',
  oneDriveRetentionDays: 30,
  auditRetentionDays: 365,
  ruleSet: '2020-07',
} as const satisfies Omit<Tenant, 'displayName'>;
