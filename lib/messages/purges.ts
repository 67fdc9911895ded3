import { z } from 'zod';
import { TenantId, UserId } from '../licensing/ids.ts';

/** Due users of one tenant, where a sweep goes on, or that the chain of the audit goes on. */
export const PurgeMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('users'),
    tenantId: TenantId,
    userIds: z.array(UserId).min(1),
  }),
  z.strictObject({
    v: z.literal(1),
    kind: z.literal('sweep'),
    tenantId: TenantId,
    from: z.string(),
  }),
  z.strictObject({ v: z.literal(1), kind: z.literal('fold'), tenantId: TenantId }),
]);
export type PurgeMessage = z.infer<typeof PurgeMessage>;
