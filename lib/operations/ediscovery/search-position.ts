import type { TenantId } from '../../licensing/ids.ts';
import { UserId } from '../../licensing/ids.ts';
import type { List } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken, wrongSkipToken } from '../lists/paging.ts';

/** Where a search goes on: at a mailbox, or at an item in the middle of it. */
export interface SearchPosition {
  readonly userId: UserId;
  /** The key of an item; null: from the first one on. */
  readonly item: string | null;
}

/** A search as its tokens know it. */
export function searchList(
  tenantId: TenantId,
  query: string,
  userIds: readonly UserId[] | null,
): List {
  return { kind: 'eDiscovery', tenantId, query: { query, userIds } };
}

export function toSearchToken(list: List, { userId, item }: SearchPosition): string {
  return toSkipToken(list, item === null ? userId : `${userId}|${item}`);
}

/** @throws UnseatError invalidRequest for a token that is not one of a search */
export function fromSearchToken(list: List, token: string | null): SearchPosition | null {
  const from = fromSkipToken(list, token);
  if (from === null) return null;
  const [id, item = null] = from.split('|', 2);
  const userId = UserId.safeParse(id);
  if (!userId.success) throw wrongSkipToken();
  return { userId: userId.data, item };
}
