import type { UserId } from '../../licensing/ids.ts';
import type { User } from '../../licensing/user.ts';
import { recordedAfter, userUnderKey } from '../../operations/engine/recorded.ts';
import type { OperationAnswer } from '../../operations/engine/answers/result.ts';
import { readUserIn } from '../../operations/users/read-full-user.ts';
import { resourceNotFound } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { selectUser, userAnswer } from './user-entity.ts';

/** The user a path names. @throws GraphError 404, also for a deleted one */
export async function userOf({ session, params }: GraphInput): Promise<User> {
  const idOrName = params['user'] ?? '';
  const user = await readUserIn('active', session, idOrName);
  if (user === null) throw resourceNotFound(idOrName);
  return user;
}

/** The id of the user a path names; under a key that is repeated, of whom the record names, also when it is deleted since. */
export async function userIdOf(input: GraphInput): Promise<UserId> {
  return userUnderKey(input.session, async () => (await userOf(input)).id);
}

/** The user as a change has left it, the same at every repeat of it. */
export async function changedUser(
  input: GraphInput,
  { operationId }: OperationAnswer,
): Promise<User> {
  const { session } = input;
  return (await recordedAfter(session, operationId)) ?? userOf(input);
}

/** GET /users/{id | userPrincipalName} */
export async function getUser(input: GraphInput): Promise<GraphAnswer> {
  const { session, request } = input;
  const select = selectUser(readOptions(request.query, ['$select']).$select ?? null);
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  return userAnswer(request, await userOf(input), products, select);
}
