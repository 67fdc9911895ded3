import { UserId } from '../licensing/ids.ts';
import { findUserId } from '../operations/engine/find-user.ts';
import { userUnderKey } from '../operations/engine/recorded.ts';
import type { Reader } from '../operations/held-data/read-data.ts';
import type { Session } from '../operations/engine/session.ts';
import type { Principal } from '../http/verify-token.ts';

/**
 * The user a path names by id or by user principal name; the name costs one read. Under a key that is repeated it is whom
 * the record names, whoever is called so by now.
 */
export async function requestUser(session: Session, idOrName: string): Promise<UserId> {
  const id = UserId.safeParse(idOrName);
  if (id.success) return id.data;
  return userUnderKey(session, () => findUserId(session.store, idOrName));
}

/** How the caller reads data: by a role, or as somebody's delegate. */
export function readerOf({ rights, caller }: Principal): Reader {
  return rights.has('read') ? { kind: 'reader' } : { kind: 'delegate', id: caller.id };
}
