import type { OperationId, TenantId } from '../../licensing/ids.ts';
import type { RetentionMessage } from '../../messages/retention.ts';
import { StorageOutage } from '../../storage/tables.ts';
import type { Services } from './services.ts';

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
