import { beforeEach, expect, it } from 'vitest';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3'), product('EXCHANGE_P1'), product('ARCHIVE')],
    [
      user([direct('EXCHANGE_P1'), direct('ARCHIVE')], { id: userId(1) }),
      user([direct('EXCHANGE_P1')], { id: userId(2), userPrincipalName: 'b@contoso.com' }),
      user([], { id: userId(3), userPrincipalName: 'c@contoso.com' }),
    ],
  );
});

const words = /Product ARCHIVE needs an Exchange plan, which EXCHANGE_P1 provides: .*together/;

it('a removal that would leave the archiving add-on alone is refused with both products and the way out', async () => {
  const request = { path: 'activeUser', userIds: [userId(1)] } as const;
  const alone = { ...request, skuIds: [skuId('EXCHANGE_P1')] };
  await expect(unassignLicenses(world.session(), alone)).rejects.toMatchObject({
    code: 'planNeedsAnother',
    message: expect.stringMatching(words),
  });
  const together = { ...request, skuIds: [skuId('EXCHANGE_P1'), skuId('ARCHIVE')] };
  const answer = await unassignLicenses(world.session(), together);
  expect(answer.freedSeats).toHaveLength(2);
});

it('on the Licenses page that user fails and the others go through', async () => {
  const answer = await unassignLicenses(world.session(), {
    path: 'licensesPage',
    userIds: [userId(1), userId(2)],
    skuIds: [skuId('EXCHANGE_P1')],
  });
  expect(answer.results).toMatchObject([
    {
      status: 'failed',
      error: { code: 'planNeedsAnother', message: expect.stringMatching(words) },
    },
    { status: 'changed' },
  ]);
  expect(await world.consumed(skuId('EXCHANGE_P1'))).toBe(1);
});

it('taking all licenses takes both', async () => {
  const request = { path: 'activeUsers', userIds: [userId(1)], skuIds: 'allDirect' } as const;
  const answer = await unassignLicenses(world.session(), request);
  expect(answer.results[0]?.status).toBe('changed');
});

it('the add-on alone is not given', async () => {
  const licenses = [{ skuId: skuId('ARCHIVE'), disabledPlans: [] }];
  await expect(assignLicenses(world.session(), userId(3), licenses)).rejects.toMatchObject({
    code: 'planNeedsAnother',
  });
});
