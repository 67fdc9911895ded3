import type { UnseatError } from '../../errors.ts';
import { notFound } from '../../errors.ts';
import { UserId } from '../../licensing/ids.ts';
import { hasName } from '../../storage/rows/user-row.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';

/**
 * The id of a user named by id or user principal name.
 * @throws UnseatError notFound when the name belongs to nobody; an id is taken as it is
 */
export async function findUserId(store: TenantStore, idOrName: string): Promise<UserId> {
  const id = UserId.safeParse(idOrName);
  if (id.success) return id.data;
  const found = await store.userIdByName(idOrName);
  if (found === null) throw nobodyCalled(idOrName);
  return found;
}

/** Whose name it is, by the user's own row too: a name that is kept for nobody is free. */
export async function nameOwner(
  store: TenantStore,
  userPrincipalName: string,
): Promise<UserId | null> {
  const userId = await store.userIdByName(userPrincipalName);
  const user = userId === null ? null : await store.user(userId);
  return user !== null && hasName(user.value, userPrincipalName) ? userId : null;
}

/** 404: nobody is called so, or nobody the caller may know of. */
export function nobodyCalled(idOrName: string): UnseatError {
  return notFound(
    'user',
    idOrName,
    'Name a user by id or by user principal name; a deleted user only by id.',
  );
}
