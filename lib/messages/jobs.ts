import { z } from 'zod';
import { OperationId, TenantId } from '../licensing/ids.ts';

/** A job of a tenant goes on: a few transactions of it, and then the next message. */
export const JobMessage = z.strictObject({
  v: z.literal(1),
  tenantId: TenantId,
  operationId: OperationId,
});
export type JobMessage = z.infer<typeof JobMessage>;
