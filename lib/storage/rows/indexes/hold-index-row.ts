import { UserId } from '../../../licensing/ids.ts';
import { keysUnder } from '../../keys.ts';
import type { Range, Row, Write } from '../../tables.ts';
import { DamagedRowError } from '../document.ts';

/** Who is under a hold, in the order of their ids, whether the person is here, deleted or gone. */
export const heldUserRows: Range = keysUnder('K');

export function heldUserKey(userId: UserId): string {
  return `K~${userId}`;
}

/** All there is to say is in the key; the holds themselves stand on the user's own row. */
export function heldUserWrite(userId: UserId): Write {
  return { kind: 'put', key: heldUserKey(userId), properties: {} };
}

/** @throws DamagedRowError when the key names nobody */
export function fromHeldUserRow({ key }: Pick<Row, 'key'>): UserId {
  const userId = UserId.safeParse(key.slice(heldUserRows.from.length));
  if (!userId.success) throw new DamagedRowError('held user', key, userId.error);
  return userId.data;
}
