import { UserId } from '../../licensing/ids.ts';
import { fromSkipToken, toSkipToken, wrongSkipToken } from '../lists/paging.ts';

/** Where a search goes on: at a mailbox, or at an item in the middle of it. */
export interface SearchPosition {
  readonly userId: UserId;
  /** The key of an item; null: from the first one on. */
  readonly item: string | null;
}

const list = 'eDiscovery';

export function toSearchToken({ userId, item }: SearchPosition): string {
  return toSkipToken(list, item === null ? userId : `${userId}|${item}`);
}

/** @throws UnseatError invalidRequest for a token that is not one of a search */
export function fromSearchToken(token: string | null): SearchPosition | null {
  const from = fromSkipToken(list, token);
  if (from === null) return null;
  const [id, item = null] = from.split('|', 2);
  const userId = UserId.safeParse(id);
  if (!userId.success) throw wrongSkipToken();
  return { userId: userId.data, item };
}
