import { expect, it } from 'vitest';
import { plansOf } from '../../bench/bare/plans.ts';
import { paths } from '../../bench/paths.ts';

it('a path makes as many storage calls as are named here, for its request and for the message it sends', async () => {
  const plans = await plansOf(paths);
  const calls = Object.entries(plans).map(([name, { request, message }]) => [
    name,
    `${request.flat().length} + ${message.flat().length}`,
  ]);
  expect(Object.fromEntries(calls)).toEqual({
    activeUser: '3 + 4',
    'licensesPage, 20 users': '22 + 4',
    deleteUser: '3 + 4',
    assign: '4 + 4',
    'get user': '1 + 0',
    'users, 50 slim rows': '1 + 0',
    'retention, 50 entries': '52 + 0',
    products: '1 + 0',
    'Graph users, 50': '1 + 0',
  });
});
