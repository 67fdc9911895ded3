import type { TenantAnswer } from '../engine/answers/shapes.ts';
import { tenantNotSetUp } from '../engine/catalogs.ts';
import type { Session } from '../engine/session.ts';

/** The settings of the tenant as they are stored, not as they may be kept. @throws UnseatError notFound */
export async function readTenant({ store, tenantId }: Session): Promise<TenantAnswer> {
  const row = await store.tenant();
  if (row === null) throw tenantNotSetUp();
  return { id: tenantId, ...row.value };
}
