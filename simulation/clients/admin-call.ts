import type { Call } from '../../lib/operations/engine/call.ts';

/** A call of a tenant's administrator, under no key. */
export function adminCall({
  tenantId,
  now,
  route,
}: Pick<Call, 'tenantId' | 'now' | 'route'>): Call {
  const caller = { id: 'admin', kind: 'user' } as const;
  return { tenantId, caller, now, route, idempotencyKey: null, isDryRun: false };
}
