import { z } from 'zod';
import { GroupId } from '../../../licensing/ids.ts';
import { keysUnder } from '../../keys.ts';
import type { Range, Row, Write } from '../../tables.ts';
import { fromDocument, toDocument } from '../document.ts';

/** A group, for its name. */
export const Group = z.strictObject({ id: GroupId, displayName: z.string() });
export type Group = z.infer<typeof Group>;

/** Every group of the tenant. */
export const groupRows: Range = keysUnder('G');

export function groupKey(groupId: GroupId): string {
  return `G~${groupId}`;
}

/** @throws DamagedRowError when the row does not hold a group */
export function fromGroupRow(row: Row): Group {
  return fromDocument('group', Group, row).value;
}

export function groupWrite(group: Group): Write {
  return { kind: 'put', key: groupKey(group.id), properties: toDocument(Group, group) };
}
