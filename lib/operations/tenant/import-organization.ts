import { z } from 'zod';
import { UnseatError } from '../../errors.ts';
import { TenantId } from '../../licensing/ids.ts';
import {
  DirectoryObject,
  directoryObjectWrite,
  organizationKey,
} from '../../storage/rows/directory/directory-object-row.ts';
import { putTenant } from './put-tenant.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import { isSame } from './import-groups.ts';
import type { Entry, EntryResult } from './import-part.ts';
import { accepted, countResults, readEntries, rejected, unchanged } from './import-part.ts';
import { readOrganization } from './read-directory.ts';

const Organization = z.object({ id: TenantId, displayName: z.string().min(1) });
type Organization = z.infer<typeof Organization>;

/**
 * Sets up the tenant under the name its organization has, and keeps the organization whole. One that is not the caller's
 * tenant is rejected.
 */
export async function importOrganization(
  session: Session,
  part: readonly unknown[],
): Promise<ImportAnswer> {
  const read = readEntries(part, Organization, ({ id }) => id);
  const results: EntryResult[] = [];
  for (const entry of read.entries) {
    const whole = DirectoryObject.parse(part[entry.index]);
    results.push(
      entry.value.id === session.tenantId
        ? await takeIn(session, entry, { ...whole, id: entry.value.id })
        : rejected(entry, `is another tenant than the one of your token, ${session.tenantId}`),
    );
  }
  return countResults([...read.rejected, ...results]);
}

async function takeIn(
  session: Session,
  entry: Entry<Organization>,
  said: DirectoryObject,
): Promise<EntryResult> {
  const { displayName } = entry.value;
  const tenant = await session.store.tenant();
  const before = await readOrganization(session);
  // What `$select` left out stays as it was.
  const whole = { ...before, ...said };
  const isKnown = isSame(before, whole);
  if (isKnown && tenant?.value.displayName === displayName) return unchanged(entry);
  try {
    await putTenant(session, { displayName }, [directoryObjectWrite(organizationKey, whole)]);
    return accepted(entry);
  } catch (error) {
    if (!(error instanceof UnseatError) || error.kind !== 'payloadTooLarge') throw error;
    return rejected(entry, error.message);
  }
}
