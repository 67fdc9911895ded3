import { createHash } from 'node:crypto';
import { UserId } from '../../licensing/ids.ts';
import { keysUnder } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import { DamagedRowError } from './document.ts';

/** Keys stand in the URLs of storage requests and so in storage logs: a name is in them only as its hash. */
export function nameKey(userPrincipalName: string): string {
  return `N~${createHash('sha256').update(userPrincipalName.toLowerCase()).digest('hex')}`;
}

/** Whose name is which. */
export const nameRows: Range = keysUnder('N');

/** A name belongs to one user: whoever takes one that is taken is refused. */
export function nameWrite(userPrincipalName: string, userId: UserId): Write {
  return { kind: 'create', key: nameKey(userPrincipalName), properties: { userId } };
}

/**
 * Whose name it is.
 * @throws DamagedRowError when the row does not say it
 */
export function fromNameRow({ key, properties }: Row): UserId {
  const userId = UserId.safeParse(properties['userId']);
  if (!userId.success) throw new DamagedRowError('name', key, userId.error);
  return userId.data;
}
