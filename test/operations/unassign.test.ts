import { beforeEach, describe, expect, it } from 'vitest';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { readOperation } from '../../lib/operations/audit/read-operations.ts';
import { OperationId } from '../../lib/licensing/ids.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, inherited, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load(
    [product('E3'), product('EXCHANGE_P1'), product('POWER_BI')],
    [
      user([direct('E3'), direct('POWER_BI')], {
        id: userId(1),
        userPrincipalName: 'a@contoso.com',
      }),
      user([inherited('E3')], { id: userId(2), userPrincipalName: 'b@contoso.com' }),
      user([direct('E3'), inherited('E3')], { id: userId(3), userPrincipalName: 'c@contoso.com' }),
    ],
  );
});

const everybody = [userId(1), userId(2), userId(3), userId(99)];
const licensesPage = { path: 'licensesPage', userIds: everybody, skuIds: [skuId('E3')] } as const;

describe('Unassigning one product from several users', () => {
  it('frees the seats of the direct holders alone, and each user stands alone', async () => {
    const answer = await unassignLicenses(world.session(), licensesPage);
    expect(answer.results.map(({ status }) => status)).toEqual([
      'changed',
      'unchanged',
      'changed',
      'failed',
    ]);
    expect(
      answer.results.flatMap(({ licenses }) => licenses.map(({ outcome }) => outcome)),
    ).toEqual(['unassigned', 'inheritedFromGroup', 'stillInherited']);
    expect(answer.results[3]?.error?.code).toBe('notFound');
    expect(answer.freedSeats).toEqual([{ skuId: skuId('E3'), skuPartNumber: 'E3', count: 1 }]);
    expect(answer.nextSteps).toEqual([{ kind: 'reassignOrReduceSeats', skuId: skuId('E3') }]);
    expect(await world.consumed(skuId('E3'))).toBe(2);
  });

  it('finds nothing to do the second time', async () => {
    await unassignLicenses(world.session(), licensesPage);
    const again = await unassignLicenses(world.session(), licensesPage);
    expect(again.results[0]).toMatchObject({
      status: 'unchanged',
      licenses: [{ outcome: 'notAssigned' }],
    });
    expect(again.freedSeats).toEqual([]);
    expect(await world.consumed(skuId('E3'))).toBe(2);
  });

  it('says why data stays: another license, a group, the user', async () => {
    await world.load(
      [product('E3')],
      [
        user([direct('E3'), direct('EXCHANGE_P1')], {
          id: userId(4),
          userPrincipalName: 'd@contoso.com',
        }),
      ],
    );
    const request = { path: 'activeUser', userIds: [userId(4)], skuIds: [skuId('E3')] } as const;
    const answer = await unassignLicenses(world.session({ isDryRun: true }), request);
    expect(answer.results[0]?.data).toMatchObject([
      {
        service: 'exchange',
        state: 'provided',
        staysBecause: { reason: 'otherLicense', licenses: [{ skuPartNumber: 'EXCHANGE_P1' }] },
      },
      { service: 'oneDrive', state: 'kept', staysBecause: { reason: 'userKept' } },
      { service: 'teams', state: 'held' },
      { service: 'other', state: 'held' },
    ]);
  });

  it('of a dry run says exactly what would happen and changes no row', async () => {
    const rows = JSON.stringify(world.memory.all('licensing'));
    const dry = await unassignLicenses(world.session({ isDryRun: true }), licensesPage);
    expect(JSON.stringify(world.memory.all('licensing'))).toBe(rows);
    expect(world.queues.messages).toEqual([]);
    const real = await unassignLicenses(world.session(), licensesPage);
    expect({ ...dry, operationId: real.operationId, dryRun: false }).toEqual(real);
  });

  it('is refused in a cloud without the Licenses page, with the paths to use', async () => {
    await world.load([], [], { cloud: '21vianet' });
    await expect(unassignLicenses(world.session(), licensesPage)).rejects.toMatchObject({
      code: 'pathNotAvailableInCloud',
      status: 403,
      way: { kind: 'takeOtherPath', instead: 'activeUsers' },
    });
    const others = { ...licensesPage, path: 'activeUsers', skuIds: 'allDirect' } as const;
    await expect(unassignLicenses(world.session(), others)).resolves.toBeDefined();
  });
});

describe('A request under an Idempotency-Key', () => {
  const keyed = { idempotencyKey: 'once' };

  it('is carried out once and answers the same bytes again', async () => {
    const first = await unassignLicenses(world.session(keyed), licensesPage);
    const later = { ...keyed, now: world.now };
    const again = await unassignLicenses(world.session(later), licensesPage);
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    expect(world.queues.take('retention')).toHaveLength(1);
  });

  it('is refused when the key was used for something else', async () => {
    await unassignLicenses(world.session(keyed), licensesPage);
    const other = { ...licensesPage, userIds: [userId(1)] };
    await expect(unassignLicenses(world.session(keyed), other)).rejects.toMatchObject({
      code: 'idempotencyKeyReused',
      status: 422,
    });
  });

  it('means something only to the caller and the route that chose it', async () => {
    const first = await unassignLicenses(world.session(keyed), licensesPage);
    const caller = { id: 'another', kind: 'user' } as const;
    const second = await unassignLicenses(world.session({ ...keyed, caller }), licensesPage);
    expect(second.operationId).not.toBe(first.operationId);
  });
});

describe('The record of an operation', () => {
  it('is pending until its message is handled, and any number of handlings are one', async () => {
    const { operationId } = await unassignLicenses(world.session(), licensesPage);
    const id = OperationId.parse(operationId);
    expect((await readOperation(world.session(), id)).message).toBe('pending');
    const [message] = world.queues.messages;
    await world.handleMessages();
    expect((await readOperation(world.session(), id)).message).toBe('handled');
    if (message !== undefined) world.queues.messages.push(message);
    await world.handleMessages();
    expect((await readOperation(world.session(), id)).message).toBe('handled');
    expect(world.memory.all('licensing').filter(({ key }) => /^D~.*~O~/.test(key))).toEqual([]);
  });

  it('stands in the audit list of its users, newest first', async () => {
    await unassignLicenses(world.session(), { ...licensesPage, userIds: [userId(1)] });
    world.now = day(1);
    await unassignLicenses(world.session(), {
      path: 'activeUsers',
      userIds: [userId(2)],
      skuIds: 'allDirect',
    });
    const all = await ask(world, listOperationsRoute);
    expect(all.body).toMatchObject({ value: [{ path: 'activeUsers' }, { path: 'licensesPage' }] });
    const own = await ask(world, listOperationsRoute, { query: { userId: userId(1) } });
    expect(own.body).toMatchObject({ value: [{ path: 'licensesPage' }], nextLink: null });
  });
});
