import { z } from 'zod';
import { OperationId, TenantId } from '../licensing/ids.ts';

/** A pointer to an operation, never its data. */
export const RetentionMessage = z.strictObject({
  v: z.literal(1),
  tenantId: TenantId,
  operationId: OperationId,
});
export type RetentionMessage = z.infer<typeof RetentionMessage>;
