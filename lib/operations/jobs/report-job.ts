import type { JobMessage } from '../../messages/jobs.ts';
import { noteGivenUp } from '../engine/given-up.ts';
import { note } from '../engine/note.ts';
import type { Services } from '../engine/services.ts';

/** Tells an operator which job failed five times. Nothing is changed: the wake-up of its operation brings it back. */
export async function reportJob(
  services: Services,
  { tenantId, operationId }: JobMessage,
): Promise<void> {
  services.log(
    `jobs-poison: job ${operationId} of ${tenantId} could not go on after five tries; ` +
      'its wake-up stays, the next sweep tries again',
  );
  note(services, { event: 'poisoned', queue: 'jobs', tenantId, operationId });
  await noteGivenUp(services, 'jobs', tenantId);
}
