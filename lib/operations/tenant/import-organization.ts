import { z } from 'zod';
import { TenantId } from '../../licensing/ids.ts';
import { putTenant } from './put-tenant.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import type { EntryResult } from './import-part.ts';
import { accepted, countResults, readEntries, rejected, unchanged } from './import-part.ts';

const Organization = z.object({ id: TenantId, displayName: z.string().min(1) });

/** Sets up the tenant under the name its organization has. An organization that is not the caller's tenant is rejected. */
export async function importOrganization(
  session: Session,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  const read = readEntries(part, Organization, ({ id }) => id);
  const results: EntryResult[] = [];
  for (const entry of read.entries) {
    const { id, displayName } = entry.value;
    const before = await session.store.tenant();
    if (id !== session.tenantId) {
      results.push(
        rejected(entry, `is another tenant than the one of your token, ${session.tenantId}`),
      );
    } else if (before?.value.displayName === displayName) {
      results.push(unchanged(entry));
    } else {
      await putTenant(session, { displayName });
      results.push(accepted(entry));
    }
  }
  return countResults([...read.rejected, ...results]);
}
