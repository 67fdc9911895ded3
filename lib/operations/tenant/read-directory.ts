import type { GroupId } from '../../licensing/ids.ts';
import type { DirectoryObject } from '../../storage/rows/directory/directory-object-row.ts';
import {
  fromDirectoryObjectRow,
  organizationKey,
  wholeGroupKey,
} from '../../storage/rows/directory/directory-object-row.ts';
import type { Session } from '../engine/session.ts';

/** The organization with all a dump said of it, in Graph's names; null when none has. */
export async function readOrganization({ store }: Session): Promise<DirectoryObject | null> {
  const row = await store.row(organizationKey);
  return row && fromDirectoryObjectRow(row);
}

/** A group with all a dump said of it, in Graph's names; null when none has. */
export async function readGroup(
  { store }: Session,
  groupId: GroupId,
): Promise<DirectoryObject | null> {
  const row = await store.row(wholeGroupKey(groupId));
  return row && fromDirectoryObjectRow(row);
}
