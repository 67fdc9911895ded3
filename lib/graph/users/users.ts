import type { User } from '../../licensing/user.ts';
import { readUserIn } from '../../operations/users/read-full-user.ts';
import { resourceNotFound } from '../graph-error.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { readOptions } from '../odata/query-options.ts';
import { selectUser, userAnswer } from './user-entity.ts';

/** The user a path names. @throws GraphError 404, also for a deleted one */
export async function userOf({ services, request, params }: GraphInput): Promise<User> {
  const idOrName = params['user'] ?? '';
  const user = await readUserIn('active', services, request.call, idOrName);
  if (user === null) throw resourceNotFound(idOrName);
  return user;
}

/** GET /users/{id | userPrincipalName} */
export async function getUser(input: GraphInput): Promise<GraphAnswer> {
  const { services, request } = input;
  const select = selectUser(readOptions(request.query, ['$select']).$select ?? null);
  const { products } = await services.catalogs.of(request.call.tenantId, request.call.now);
  return userAnswer(request, await userOf(input), products, select);
}
