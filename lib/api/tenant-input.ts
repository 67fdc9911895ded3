import type { Cloud } from '../licensing/tenant.ts';
import { Tenant } from '../licensing/tenant.ts';
import { cloudOfAnotherAuthority } from '../refusals/requests.ts';
import { z } from 'zod';
import type { Principal } from '../http/verify-token.ts';

/** What PUT /api/tenant takes; what is left out stays as it is. */
export const TenantInput = z.strictObject({
  displayName: z.string().trim().min(1).max(256),
  cloud: Tenant.shape.cloud.optional(),
  oneDriveRetentionDays: Tenant.shape.oneDriveRetentionDays.optional(),
  auditRetentionDays: Tenant.shape.auditRetentionDays.optional(),
  ruleSet: Tenant.shape.ruleSet.optional(),
});

/**
 * A tenant is of the cloud whose authority signs its tokens; any other setting would lock it out.
 * @throws UnseatError invalidRequest
 */
export function refuseOtherCloud({ cloud }: Principal, asked: Cloud | undefined): void {
  if (cloud === null || asked === undefined || asked === cloud) return;
  throw cloudOfAnotherAuthority({ tokenCloud: cloud, cloud: asked }, 'cloud');
}
