import { expect, it } from 'vitest';
import { calls } from '../../portal/api/calls.ts';
import { guid } from '../../simulation/builders/products.ts';
import { apiRoutes } from '../in-memory/functions.ts';

/** Every call with the names of its parameters for their values. */
const asked = [
  calls.signIn(),
  calls.me(),
  calls.products(),
  calls.product('{skuId}'),
  calls.holders('{skuId}'),
  calls.unassignProduct('{skuId}', [], true),
  calls.productsWithPlans(),
  calls.user('{userId}'),
  calls.unassignUser('{userId}', [], true),
  calls.assignUser('{userId}', [], true),
  calls.unassignAll([], true),
  calls.deleteUser('{userId}', true),
  calls.block('{userId}', true),
  calls.unblock('{userId}', true),
  calls.operationsOf(guid(3, 1)),
  calls.undo('{operationId}', true),
  calls.users(),
];

it('every call of the pages is one of the API, with a query it takes', () => {
  expect(asked).toHaveLength(Object.keys(calls).length);
  const strange = asked.filter(({ method, path, query = {} }) => {
    const route = apiRoutes.find((one) => one.method === method && `/${one.path}` === path);
    return route === undefined || !route.query.safeParse(query).success;
  });
  expect(strange).toEqual([]);
});
