import { beforeEach, describe, expect, it } from 'vitest';
import { addMs, msBetween } from '../../lib/licensing/time.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { purgeUser } from '../../lib/operations/purge/purge-user.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import { listItems, readData, readItem } from '../../lib/operations/held-data/read-data.ts';
import { readUser } from '../../lib/operations/users/read-users.ts';
import { readCalendar } from '../../lib/operations/retention/read-calendar.ts';
import { listRetention } from '../../lib/operations/retention/read-retention.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const reader = { kind: 'reader' } as const;
const id = userId(1);
const item = {
  itemId: 'mail/1',
  name: 'Offer',
  contentType: 'text/plain',
  sizeBytes: 5,
  createdAt: start,
  content: 'hello',
};
const e3 = [{ skuId: skuId('E3'), disabledPlans: [] }];

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3', 1), product('EXCHANGE_P1', 1)], [user([direct('E3')])]);
  await putItems(world.session(), id, 'exchange', [item]);
  await putItems(world.session(), id, 'oneDrive', [{ ...item, itemId: 'file-1' }]);
});

function unassign() {
  const request = { path: 'activeUser', userIds: [id], skuIds: [skuId('E3')] } as const;
  return unassignLicenses(world.session(), request);
}

function remove() {
  return deleteUsers(world.session(), { path: 'deleteUser', userIds: [id] });
}

const lastMoment: Instant = addMs(day(30), -1);

function vaultKeys(): readonly string[] {
  return world.memory.all('vault').map(({ key }) => key);
}

describe('A month after the last license went', () => {
  it('nothing is deleted a moment before 30 days, and all of it at 30 days', async () => {
    const answer = await unassign();
    expect(answer.results[0]?.data[0]).toMatchObject({
      itemCount: 1,
      sizeBytes: 5,
      until: day(30),
    });
    await world.moveTo(lastMoment);
    expect(
      await readItem(world.session(), { idOrName: id, service: 'exchange', reader }, 'mail/1'),
    ).toMatchObject({
      content: 'hello',
    });
    await world.moveTo(day(30));
    await expect(
      readItem(world.session(), { idOrName: id, service: 'exchange', reader }, 'mail/1'),
    ).rejects.toMatchObject({
      code: 'purged',
    });
    expect(vaultKeys()).toEqual(['oneDrive~000001~file-1']);
    expect(await readData(world.session(), id, reader)).toMatchObject([
      { service: 'exchange', state: 'purged' },
      { service: 'oneDrive', state: 'kept' },
      { service: 'teams', state: 'purged' },
      { service: 'other', state: 'purged' },
    ]);
  });

  it('leaves a tombstone without personal data and no wake-up after the second look', async () => {
    await unassign();
    await world.moveTo(day(30));
    const tombstones = world.memory.all('licensing').filter(({ key }) => key.startsWith('P~'));
    expect(tombstones).toHaveLength(3);
    expect(JSON.stringify(tombstones)).not.toMatch(/adele|contoso|hello|Offer/i);
    await world.moveTo(addMs(day(30), 3_600_000));
    const wakeUps = world.memory.all('licensing').filter(({ key }) => key.startsWith('D~'));
    expect(wakeUps).toEqual([]);
  });

  it('a license on day 29 brings everything back', async () => {
    await unassign();
    await world.moveTo(day(29));
    await assignLicenses(world.session(), id, e3);
    await world.moveTo(day(60));
    const items = await listItems(
      world.session(),
      { idOrName: id, service: 'exchange', reader },
      {
        top: 10,
        skipToken: null,
      },
    );
    expect(items.value).toMatchObject([{ itemId: 'mail/1', content: null }]);
  });

  it('a license after the purge gives a new, empty mailbox', async () => {
    await unassign();
    await world.moveTo(day(31));
    await assignLicenses(world.session(), id, e3);
    const items = await listItems(
      world.session(),
      { idOrName: id, service: 'exchange', reader },
      {
        top: 10,
        skipToken: null,
      },
    );
    expect(items.value).toEqual([]);
    await putItems(world.session(), id, 'exchange', [{ ...item, content: 'new' }]);
    await world.moveTo(day(40));
    expect(
      await readItem(world.session(), { idOrName: id, service: 'exchange', reader }, 'mail/1'),
    ).toMatchObject({
      content: 'new',
    });
  });

  it('a missed sweep heals itself: one on day 100 purges what was due on day 30', async () => {
    await unassign();
    await world.moveTo(day(100));
    expect(vaultKeys()).toEqual(['oneDrive~000001~file-1']);
  });

  it('two sweeps at once purge once', async () => {
    await unassign();
    world.now = day(30);
    await world.sweep(2);
    expect(world.memory.all('licensing').filter(({ key }) => key.startsWith('P~'))).toHaveLength(3);
    expect(vaultKeys()).toHaveLength(1);
  });

  it('nothing is purged while the clocks of machine and storage stand apart', async () => {
    await unassign();
    world.now = lastMoment;
    world.aheadMs = msBetween(lastMoment, day(31));
    await expect(purgeUser(world.services, tenantId, id)).rejects.toThrow(
      /more than 5 minutes apart/,
    );
    expect(vaultKeys()).toHaveLength(2);
  });

  it('a machine whose clock is a little fast purges nothing early', async () => {
    await unassign();
    world.now = addMs(day(30), -60_000);
    world.aheadMs = 60_000;
    await purgeUser(world.services, tenantId, id);
    expect(vaultKeys()).toHaveLength(2);
  });

  it('is shown beforehand: soonest first, and how much on which day', async () => {
    await unassign();
    const any = { userId: null, service: null, state: null, dueFrom: null, dueBefore: null };
    const query = { ...any, top: 10, skipToken: null };
    const held = await listRetention(world.session(), query);
    expect(held.value.map(({ service, until }) => [service, until])).toEqual([
      ['exchange', day(30)],
      ['teams', day(30)],
      ['other', day(30)],
    ]);
    expect(await readCalendar(world.session())).toEqual([
      { day: '2026-12-23', users: 1, entries: 3, itemCount: 1, sizeBytes: 5, uncounted: 2 },
    ]);
  });
});

describe('A month after the user was deleted', () => {
  it('the user can be restored until the last moment, with everything', async () => {
    await remove();
    await world.moveTo(lastMoment);
    const answer = await restoreUser(world.session(), id);
    expect(answer.results[0]).toMatchObject({
      status: 'changed',
      licenses: [{ outcome: 'assigned' }],
    });
    await world.moveTo(day(90));
    expect(vaultKeys()).toHaveLength(2);
    expect((await readUser(world.session(), 'adele@contoso.com')).state).toBe('active');
  });

  it('nothing of the user is in any answer or table', async () => {
    await remove();
    await world.moveTo(day(30));
    await expect(readUser(world.session(), id)).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(restoreUser(world.session(), id)).rejects.toMatchObject({
      code: 'notFound',
    });
    await expect(
      readItem(world.session(), { idOrName: id, service: 'exchange', reader }, 'mail/1'),
    ).rejects.toMatchObject({
      code: 'purged',
    });
    expect(vaultKeys()).toEqual([]);
    const rows = world.memory.all('licensing').filter(({ key }) => !/^[OE]~/.test(key));
    expect(JSON.stringify(rows)).not.toMatch(/adele/i);
    await world.moveTo(addMs(day(30), 3_600_000));
    expect(world.memory.all('licensing').filter(({ key }) => /^[UD]~/.test(key))).toEqual([]);
  });

  it('neither a delete nor a longer OneDrive retention finds the user before the sweep was there', async () => {
    await remove();
    world.now = day(31);
    await expect(remove()).rejects.toMatchObject({ code: 'notFound' });
    await putTenant(world.session(), {
      displayName: 'Contoso',
      oneDriveRetentionDays: 90,
    });
    await world.moveTo(day(32));
    expect(vaultKeys()).toEqual([]);
  });

  it('a seat taken by somebody else meanwhile is named', async () => {
    await world.load([], [user([], { id: userId(2), userPrincipalName: 'b@contoso.com' })]);
    await remove();
    await assignLicenses(world.session(), userId(2), e3);
    const answer = await restoreUser(world.session(), id);
    expect(answer.results[0]?.licenses).toMatchObject([{ outcome: 'noSeatLeft' }]);
    expect(await world.consumed(skuId('E3'))).toBe(1);
  });

  it('a name that is used by now is a conflict that says by whom', async () => {
    await remove();
    await world.load([], [user([], { id: userId(2), userPrincipalName: 'Adele@contoso.com' })]);
    await expect(restoreUser(world.session(), id)).rejects.toMatchObject({
      code: 'userNameTaken',
      message: expect.stringContaining(userId(2)),
    });
  });

  it('an inactive mailbox is still there, and goes 30 days after the last hold', async () => {
    const hold = { holdId: 'case', kind: 'litigation', note: null } as const;
    await placeHold(world.session(), id, hold);
    await remove();
    await world.moveTo(day(400));
    expect(vaultKeys()).toContain('exchange~000001~mail_2f1');
    await liftHold(world.session(), id, 'case');
    await world.moveTo(addMs(day(430), -1));
    expect(vaultKeys()).toContain('exchange~000001~mail_2f1');
    await world.moveTo(day(430));
    expect(vaultKeys()).toEqual([]);
  });
});
