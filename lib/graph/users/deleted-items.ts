import { z } from 'zod';
import type { UserId } from '../../licensing/ids.ts';
import { NewUserPrincipalName } from '../../licensing/user-principal-name.ts';
import type { User } from '../../licensing/user.ts';
import { recordedAfter, userUnderKey } from '../../operations/engine/recorded.ts';
import { purgeDeletedUser } from '../../operations/purge/delete-permanently.ts';
import { readUserIn } from '../../operations/users/read-full-user.ts';
import { restoreUser } from '../../operations/users/restore-user.ts';
import { parseBody } from '../body.ts';
import { resourceNotFound } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { noContent } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { directoryObjectAnswer, selectUser } from './user-entity.ts';

/** The deleted user a path names, by id. @throws GraphError 404, also once the restore period is over */
async function deletedOf({ session, params }: GraphInput): Promise<User> {
  const id = params['item'] ?? '';
  const user = await readUserIn('deleted', session, id);
  if (user === null) throw resourceNotFound(id);
  return user;
}

/** The id of the deleted user a path names; under a key that is repeated, also when it is restored or gone since. */
async function deletedIdOf(input: GraphInput): Promise<UserId> {
  return userUnderKey(input.session, async () => (await deletedOf(input)).id);
}

/** GET /directory/deletedItems/{id} */
export async function getDeletedItem(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const select = selectUser(readOptions(request.query, ['$select']).$select ?? null);
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  return directoryObjectAnswer(request, await deletedOf(input), products, select);
}

/** Proxy addresses are not reconciled here, so who asks for that is refused. Source: directory-deleteditems-restore. */
const Restore = z
  .strictObject({
    newUserPrincipalName: NewUserPrincipalName.optional(),
    autoReconcileProxyConflict: z
      .literal(false, { error: 'is not supported: proxy addresses are kept as they are' })
      .optional(),
  })
  .default({});

/** POST /directory/deletedItems/{id}/restore: the user with the licenses it had, as far as seats are free. */
export async function restoreDeletedItem(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  readOptions(request.query, []);
  const id = await deletedIdOf(input);
  const { newUserPrincipalName } = parseBody(Restore, request.body);
  const { operationId } = await restoreUser(session, id, newUserPrincipalName ?? null);
  const user =
    (await recordedAfter(session, operationId)) ?? (await readUserIn('active', session, id));
  if (user === null) throw resourceNotFound(id);
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  return directoryObjectAnswer(request, user, products, null);
}

/** DELETE /directory/deletedItems/{id}: for good, now. */
export async function deleteDeletedItem(input: GraphInput): Promise<GraphAnswer> {
  const { session } = input;
  const id = await deletedIdOf(input);
  await purgeDeletedUser(session, id);
  return noContent;
}
