import { z } from 'zod';
import { TenantId } from '../../licensing/ids.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import type { Call } from '../engine/call.ts';
import { putTenant } from './put-tenant.ts';
import type { Services } from '../engine/services.ts';
import type { ImportAnswer } from '../engine/shapes.ts';
import type { EntryResult } from './import-part.ts';
import { accepted, countResults, readEntries, rejected, unchanged } from './import-part.ts';

const Organization = z.object({ id: TenantId, displayName: z.string().min(1) });

/** Sets up the tenant under the name its organization has. An organization that is not the caller's tenant is rejected. */
export async function importOrganization(
  services: Services,
  call: Call,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  const read = readEntries(part, Organization, ({ id }) => id);
  const results: EntryResult[] = [];
  for (const entry of read.entries) {
    const { id, displayName } = entry.value;
    const before = await new TenantStore(services.tables, call.tenantId).tenant();
    if (id !== call.tenantId) {
      results.push(
        rejected(entry, `is another tenant than the one of your token, ${call.tenantId}`),
      );
    } else if (before?.value.displayName === displayName) {
      results.push(unchanged(entry));
    } else {
      await putTenant(services, call, { displayName });
      results.push(accepted(entry));
    }
  }
  return countResults([...read.rejected, ...results]);
}
