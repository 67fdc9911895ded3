import { z } from 'zod';
import { ImportKind } from '../../storage/rows/operation-request.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import { importGroups } from './import-groups.ts';
import { importItems } from './import-items.ts';
import { importNames } from './import-names.ts';
import { importOrganization } from './import-organization.ts';
import { importProducts } from './import-products.ts';
import { importUsage } from './import-usage.ts';
import { importUsers } from './import-users.ts';
import type { Session } from '../engine/session.ts';

/** Entries one part of an import can have. */
export const maxEntriesOfPart = 1000;

export const ImportRequest = z.strictObject({
  kind: ImportKind,
  value: z
    .array(z.unknown())
    .max(maxEntriesOfPart, 'takes at most 1,000 entries; send the rest as another part'),
});
export type ImportRequest = z.infer<typeof ImportRequest>;

/** Takes in one part of a tenant's dump. The same part again changes nothing; what can't be loaded is named. */
export function importTenant(
  session: Session,
  { kind, value }: ImportRequest,
): Promise<ImportAnswer> {
  switch (kind) {
    case 'organization':
      return importOrganization(session, value);
    case 'subscribedSkus':
      return importProducts(session, value);
    case 'groups':
      return importGroups(session, value);
    case 'users':
      return importUsers(session, value);
    case 'mailboxUsage':
    case 'oneDriveUsage':
      return importUsage(session, kind, value);
    case 'servicePlans':
      return importNames(session, value);
    case 'items':
      return importItems(session, value);
  }
}
