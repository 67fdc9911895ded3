import { z } from 'zod';
import type { GroupId } from '../../../licensing/ids.ts';
import { keysUnder } from '../../keys.ts';
import type { Range, Row, Write } from '../../tables.ts';
import { fromDocument, toDocument } from '../document.ts';

/** An object of the directory whole, with all properties a dump gave it, in Graph's names. */
export const DirectoryObject = z.record(z.string(), z.json());
export type DirectoryObject = z.infer<typeof DirectoryObject>;

/** The organization; there is one in a tenant. */
export const organizationKey = 'TD';

/** A group whole; its name alone, which is read often, has a row of its own. */
export function wholeGroupKey(groupId: GroupId): string {
  return `GD~${groupId}`;
}

/** Every group of the tenant that a dump gave whole, in the order of their ids. */
export const wholeGroupRows: Range = keysUnder('GD');

/** @throws DamagedRowError when the row does not hold an object */
export function fromDirectoryObjectRow(row: Row): DirectoryObject {
  return fromDocument('directory object', DirectoryObject, row).value;
}

export function directoryObjectWrite(key: string, object: DirectoryObject): Write {
  return { kind: 'put', key, properties: toDocument(DirectoryObject, object) };
}
