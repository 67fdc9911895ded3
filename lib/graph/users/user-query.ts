import type { Products } from '../../licensing/products/product.ts';
import type { UserOrder, UserSelection } from '../../operations/users/select-users.ts';
import { matches } from '../odata/matches.ts';
import { parseFilter } from '../odata/parse-filter.ts';
import { parseOrderBy } from '../odata/order-by.ts';
import type { QueryOption, QueryOptions } from '../odata/query-options.ts';
import { readCount, readTop } from '../odata/query-options.ts';
import { fitsSearch, parseSearch } from '../odata/search.ts';
import { filteredUser, selectUser } from './user-entity.ts';
import { userFilterSchema } from './user-filter-schema.ts';
import { scopeOf } from './user-scope.ts';

/** The options lists of users answer. */
export const userListOptions: readonly QueryOption[] = [
  '$select',
  '$filter',
  '$top',
  '$skiptoken',
  '$count',
  '$orderby',
  '$search',
];

/** A query over users, ready to be carried out. */
export interface UserQuery {
  readonly select: readonly string[] | null;
  readonly selection: UserSelection;
  readonly order: UserOrder | null;
  readonly top: number;
  readonly skipToken: string | null;
  readonly isCounted: boolean;
}

/** Reads a query over active or deleted users. @throws GraphError that names what of it is not supported */
export function readUserQuery(
  options: QueryOptions,
  state: UserSelection['state'],
  products: Products,
): UserQuery {
  const { $filter, $search } = options;
  const filter = $filter === undefined ? null : parseFilter($filter, userFilterSchema);
  const search = $search === undefined ? [] : parseSearch($search);
  const scope = scopeOf(filter);
  return {
    select: selectUser(options.$select ?? null),
    order: parseOrderBy(options.$orderby),
    top: readTop(options.$top),
    skipToken: options.$skiptoken ?? null,
    isCounted: readCount(options.$count),
    selection: {
      state,
      words: JSON.stringify([$filter ?? null, $search ?? null]),
      // A deleted user is found by what it was called, but its name and products have no index any more.
      scope: state === 'deleted' && scope.kind !== 'id' ? { kind: 'all' } : scope,
      fits: (user) =>
        (filter === null || matches(filter, filteredUser(user, products))) &&
        fitsSearch(search, user),
    },
  };
}
