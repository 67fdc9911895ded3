import { z } from 'zod';
import { TenantId, UserId } from '../licensing/ids.ts';

/** Users of one tenant of whom something is due. */
export const PurgeMessage = z.strictObject({
  v: z.literal(1),
  kind: z.literal('users'),
  tenantId: TenantId,
  userIds: z.array(UserId).min(1),
});
export type PurgeMessage = z.infer<typeof PurgeMessage>;
