import { z } from 'zod';
import { OperationId, TenantId } from '../../licensing/ids.ts';
import { StorageOutage } from '../../storage/tables.ts';
import type { Services } from './services.ts';

/** A pointer to an operation, never its data. */
export const RetentionMessage = z.strictObject({
  v: z.literal(1),
  tenantId: TenantId,
  operationId: OperationId,
});
export type RetentionMessage = z.infer<typeof RetentionMessage>;

/**
 * Sends the message of a committed operation. An outage is no failure of the operation: its wake-up, committed with it,
 * sends the message again.
 */
export async function sendRetentionMessage(
  { queues, log }: Services,
  tenantId: TenantId,
  operationId: OperationId,
): Promise<void> {
  const message: RetentionMessage = { v: 1, tenantId, operationId };
  try {
    await queues.send('retention', message);
  } catch (error) {
    if (!(error instanceof StorageOutage)) throw error;
    log(`operation ${operationId}: message not sent, its wake-up will send it`);
  }
}
