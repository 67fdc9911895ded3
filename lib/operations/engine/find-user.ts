import { notFound } from '../../errors.ts';
import { UserId } from '../../licensing/ids.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';

/**
 * The id of a user named by id or user principal name.
 * @throws UnseatError notFound when the name belongs to nobody; an id is taken as it is
 */
export async function findUserId(store: TenantStore, idOrName: string): Promise<UserId> {
  const id = UserId.safeParse(idOrName);
  if (id.success) return id.data;
  const found = await store.userIdByName(idOrName);
  if (found === null) {
    throw notFound(
      'user',
      idOrName,
      'Name a user by id or by user principal name; a deleted user only by id.',
    );
  }
  return found;
}
