import pMap from 'p-map';
import type { Instant } from '../../licensing/time.ts';
import type { SweepMessage } from '../../messages/sweeps.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Services } from '../engine/services.ts';
import { deriveHolders } from '../licenses/derive-holders.ts';
import { removeOldOperations } from './remove-old-operations.ts';
import { sweep } from './sweep.ts';
import { foldSeatsOf, foldTenant, sweepTenant } from './sweep-tenant.ts';

const messagesAtOnce = 8;

/** Does one step of a sweep and sends the next ones. Safe to run twice. */
export async function handleSweepMessage(
  services: Services,
  message: SweepMessage,
  now: Instant,
): Promise<void> {
  switch (message.kind) {
    case 'marks':
      return sweep(services, now, message.continuation);
    case 'tenants': {
      const send = (tenant: (typeof message.tenants)[number]) =>
        services.queues.send('sweeps', { v: 1, kind: 'tenant', ...tenant, from: null });
      await pMap(message.tenants, send, { concurrency: messagesAtOnce });
      return;
    }
    case 'tenant':
      return sweepTenant(services, message.tenantId, now, message);
    case 'fold':
      await foldTenant(services, message.tenantId);
      return;
    case 'seats':
      await foldSeatsOf(services, new TenantStore(services.tables, message.tenantId));
      return;
    case 'derive':
      return deriveHolders(services, message, now);
    case 'records':
      await removeOldOperations(
        services,
        new TenantStore(services.tables, message.tenantId),
        message.from,
      );
  }
}
