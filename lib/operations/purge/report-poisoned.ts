import type { PurgeMessage } from '../../messages/purges.ts';
import type { SweepMessage } from '../../messages/sweeps.ts';
import { noteGivenUp } from '../engine/given-up.ts';
import { note } from '../engine/note.ts';
import type { Services } from '../engine/services.ts';

/** Tells an operator whose purge failed five times. Nothing is changed: their wake-ups bring them back. */
export async function reportPurge(
  services: Services,
  { tenantId, userIds }: PurgeMessage,
): Promise<void> {
  services.log(
    `purges-poison: ${userIds.length} users of ${tenantId} not purged after five tries ` +
      `(${userIds.join(', ')}); their wake-ups stay, the next sweep tries again`,
  );
  note(services, { event: 'poisoned', queue: 'purges', tenantId });
  await noteGivenUp(services, 'purges', tenantId);
}

/** Tells an operator which step of a sweep failed five times. Nothing is changed: marks and wake-ups stay. */
export async function reportSweep(services: Services, message: SweepMessage): Promise<void> {
  services.log(
    `sweeps-poison: the step '${message.kind}' failed five times (${whose(message)}); ` +
      'marks and wake-ups stay, the next sweep tries again',
  );
  const tenantId = 'tenantId' in message ? message.tenantId : null;
  const tenants = message.kind === 'tenants' ? message.tenants.length : 1;
  note(services, { event: 'poisoned', queue: 'sweeps', tenantId });
  note(services, {
    event: 'swept',
    ...(tenantId === null ? {} : { tenantId }),
    tenants,
    users: 0,
    operations: 0,
    failures: tenants,
    overdueMinutes: 0,
  });
  await noteGivenUp(services, 'sweeps', tenantId);
}

function whose(message: SweepMessage): string {
  switch (message.kind) {
    case 'marks':
      return 'the walk over the marks';
    case 'tenants':
      return message.tenants.map(({ tenantId }) => tenantId).join(', ');
    case 'tenant':
    case 'fold':
    case 'seats':
    case 'derive':
    case 'records':
      return message.tenantId;
  }
}
