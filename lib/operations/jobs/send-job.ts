import type { OperationId, TenantId } from '../../licensing/ids.ts';
import { StorageOutage } from '../../storage/tables.ts';
import type { Services } from '../engine/services.ts';

/**
 * Lets a job go on. An outage is no failure of the job: the wake-up of its operation stays until it has ended, and the
 * sweep sends it on.
 */
export async function sendJob(
  { queues, log }: Pick<Services, 'queues' | 'log'>,
  tenantId: TenantId,
  operationId: OperationId,
): Promise<void> {
  try {
    await queues.send('jobs', { v: 1, tenantId, operationId });
  } catch (error) {
    if (!(error instanceof StorageOutage)) throw error;
    log(`job ${operationId}: message not sent, its wake-up will send it`);
  }
}
