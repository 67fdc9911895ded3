import type { OperationId } from '../../licensing/ids.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { sendRetentionMessage } from '../engine/retention-message.ts';
import type { Services } from '../engine/services.ts';
import { firstWaiting } from './find-job.ts';
import { sendJob } from './send-job.ts';

/** What follows when nothing of a job is still to come: its notices, and the turn of the next one. */
export async function endJob(
  services: Services,
  store: TenantStore,
  jobId: OperationId,
): Promise<void> {
  const { tenantId } = store;
  await sendRetentionMessage(services, tenantId, jobId);
  const next = await firstWaiting(store);
  if (next !== null) await sendJob(services, tenantId, next);
}
