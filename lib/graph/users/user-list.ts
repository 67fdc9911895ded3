import { orderUsers } from '../../operations/users/order-users.ts';
import { countUsers, selectUsers } from '../../operations/users/select-users.ts';
import type { UserSelection } from '../../operations/users/select-users.ts';
import type { GraphAnswer, GraphInput } from '../graph-request.ts';
import { ok, withContext } from '../graph-request.ts';
import { nextLink } from '../next-link.ts';
import { readOptions } from '../odata/query-options.ts';
import { selectedContext } from '../odata/select.ts';
import { userEntity } from './user-entity.ts';
import { readUserQuery, userListOptions } from './user-query.ts';

/** GET /users, and the deleted ones: a page of those that fit. */
export async function listUsers(
  { session, request }: GraphInput,
  state: UserSelection['state'],
): Promise<GraphAnswer> {
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  const query = readUserQuery(readOptions(request.query, userListOptions), state, products);
  const { selection, order, top, skipToken, select } = query;
  const page =
    order === null
      ? await selectUsers(session, selection, top, skipToken)
      : await orderUsers(session, selection, order, { top, skipToken });
  const isCounted = query.isCounted && skipToken === null;
  const count = isCounted ? await countUsers(session, selection) : null;
  return withContext(request, selectedContext('users', select), {
    ...(count === null ? {} : { '@odata.count': count }),
    ...nextLink(request, page.skipToken),
    value: page.value.map((user) => userEntity(user, products, select)),
  });
}

/** GET /users/$count: the number as text. */
export async function countOfUsers(
  { session, request }: GraphInput,
  state: UserSelection['state'],
): Promise<GraphAnswer> {
  const { products } = await session.catalogs.of(session.tenantId, session.now);
  const options = readOptions(request.query, ['$filter', '$search']);
  const { selection } = readUserQuery(options, state, products);
  return ok(String(await countUsers(session, selection)));
}
