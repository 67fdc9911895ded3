import { beforeEach, describe, expect, it } from 'vitest';
import { TenantId } from '../../lib/licensing/ids.ts';
import { addMs, toInstant } from '../../lib/licensing/time.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { handleOperation } from '../../lib/operations/after-commit/handle-operation.ts';
import { liftHold, placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { lookAhead } from '../../lib/operations/notices/look-ahead.ts';
import { eventIdOf } from '../../lib/operations/notices/notice-event.ts';
import { purgeUser } from '../../lib/operations/purge/purge-user.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import { restoreUser } from '../../lib/operations/users/restore-user.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { removeOldNotices } from '../../lib/operations/notices/kept-notices.ts';
import { listNotices } from '../../lib/operations/notices/list-notices.ts';
import { markUndelivered } from '../../lib/operations/notices/undelivered-notices.ts';
import { readSettings } from '../../lib/settings.ts';
import { lookAheadKey } from '../../lib/storage/rows/look-ahead-row.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { guid, product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const id = userId(1);
const e3 = [{ skuId: skuId('E3'), disabledPlans: [] }];
const mail = { itemId: 'm', name: 'Offer', contentType: '', content: 'hello', createdAt: start };

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(undefined, true);
  await load(world);
});

async function load(into: MemoryWorld): Promise<void> {
  await into.load([product('E3'), product('EXCHANGE_P1')], [user([direct('E3')])]);
  await putItems(into.session(), id, 'exchange', [{ ...mail, sizeBytes: 5 }]);
}

function unassign(of: MemoryWorld = world) {
  const request = { path: 'activeUser', userIds: [id], skuIds: [skuId('E3')] } as const;
  return unassignLicenses(of.session(), request);
}

/** The notices since this was asked last, as `kind service`, and `purgeSoon 7 service`. */
function taken(of: MemoryWorld = world): readonly string[] {
  return of.notices
    .splice(0)
    .map(({ kind, service, daysBefore }) =>
      [kind, daysBefore, service].filter((word) => word !== null).join(' '),
    );
}

describe('Notices of an operation', () => {
  it('say what is held and until when, with ids and counts and nothing personal', async () => {
    const { operationId } = await unassign();
    await world.handleMessages();
    expect(world.notices[0]).toEqual({
      v: 1,
      kind: 'held',
      tenantId,
      userId: id,
      service: 'exchange',
      operationId,
      at: start,
      until: day(30),
      daysBefore: null,
      itemCount: 1,
      sizeBytes: 5,
    });
    expect(JSON.stringify(world.notices)).not.toMatch(/adele|contoso|offer|hello/i);
    expect(taken()).toEqual(['held exchange', 'held teams', 'held other']);
  });

  it('say what a license and what a restore brought back, and nothing of what is new', async () => {
    await unassign();
    await world.moveTo(day(10));
    taken();
    await assignLicenses(world.session(), id, [{ skuId: skuId('EXCHANGE_P1'), disabledPlans: [] }]);
    await world.handleMessages();
    expect(taken()).toEqual(['restored exchange']);
    await assignLicenses(world.session(), id, e3);
    await world.handleMessages();
    expect(taken()).toEqual(['restored teams', 'restored other']);
    await deleteUsers(world.session(), { path: 'deleteUser', userIds: [id] });
    await world.handleMessages();
    expect(taken()).toEqual(['held exchange', 'held oneDrive', 'held teams', 'held other']);
    await restoreUser(world.session(), id);
    await world.handleMessages();
    expect(taken()).toHaveLength(4);
    await world.load([], [user([], { id: userId(2), userPrincipalName: 'b@contoso.com' })]);
    await assignLicenses(world.session(), userId(2), e3);
    await world.handleMessages();
    expect(taken()).toEqual([]);
  });

  it('are the same events when its message comes twice', async () => {
    const { operationId } = await unassign();
    await world.handleMessages();
    if (operationId === null) throw new Error('an operation has an id');
    await handleOperation(world.services, { v: 1, tenantId, operationId }, day(2));
    await world.handleMessages();
    expect(world.notices).toHaveLength(6);
    expect(new Set(world.notices.map(eventIdOf)).size).toBe(3);
    expect(world.notices.slice(3)).toEqual(world.notices.slice(0, 3));
  });

  it('are not made where no address is set', async () => {
    const silent = new MemoryWorld();
    await load(silent);
    await unassign(silent);
    await silent.moveTo(day(23));
    await silent.moveTo(day(31));
    expect(silent.notices).toEqual([]);
    expect(silent.memory.all('licensing').map(({ key }) => key)).not.toContain(lookAheadKey);
  });
});

describe('Notices of a coming purge', () => {
  it('come once 7 days and once 1 day before it, however often is swept, and then the purge', async () => {
    await unassign();
    await world.handleMessages();
    await world.moveTo(addMs(day(23), -1));
    expect(taken()).toEqual(['held exchange', 'held teams', 'held other']);
    await world.moveTo(day(23));
    expect(world.notices[0]).toMatchObject({ until: day(30), at: day(23), itemCount: 1 });
    expect(taken()).toEqual(['purgeSoon 7 exchange', 'purgeSoon 7 teams', 'purgeSoon 7 other']);
    await world.moveTo(day(25));
    await world.moveTo(addMs(day(29), -1));
    expect(taken()).toEqual([]);
    await world.moveTo(day(29));
    expect(taken()).toEqual(['purgeSoon 1 exchange', 'purgeSoon 1 teams', 'purgeSoon 1 other']);
    await world.moveTo(addMs(day(30), -1));
    expect(taken()).toEqual([]);
    await world.moveTo(day(30));
    expect(world.notices[0]).toMatchObject({ until: day(30), at: day(30), itemCount: 1 });
    expect(taken()).toEqual(['purged exchange', 'purged teams', 'purged other']);
    await world.moveTo(addMs(day(30), 3_600_000));
    expect(taken()).toEqual([]);
  });

  it('come late after sweeps were missed, and not at all for what is purged by now', async () => {
    await unassign();
    await world.handleMessages();
    taken();
    await world.moveTo(toInstant('2026-12-22T22:00:00Z'));
    expect(taken()).toEqual(
      [7, 1].flatMap((days) =>
        ['exchange', 'teams', 'other'].map((of) => `purgeSoon ${days} ${of}`),
      ),
    );
    const other = new MemoryWorld(undefined, true);
    await load(other);
    await unassign(other);
    await other.moveTo(day(40));
    expect(taken(other).filter((line) => line.startsWith('purgeSoon'))).toEqual([]);
  });

  it('are the same events when a sweep was cut off, or two sweep at once', async () => {
    await unassign();
    await world.handleMessages();
    taken();
    world.now = day(23);
    const { queues } = world.services;
    let sent = 0;
    const failing = {
      send: (...message: Parameters<typeof queues.send>) => {
        if (message[0] === 'notices') sent += 1;
        return sent > 2 ? Promise.reject(new StorageOutage('cut off')) : queues.send(...message);
      },
    };
    await expect(world.sweep(1, { ...world.services, queues: failing })).rejects.toThrow();
    await world.sweep(2);
    expect(world.notices.length).toBeGreaterThanOrEqual(5);
    expect(new Set(world.notices.map(eventIdOf)).size).toBe(3);
  });

  it('come at once for data that is held for less than a week', async () => {
    await world.load([], [], { oneDriveRetentionDays: 100 });
    await deleteUsers(world.session(), { path: 'deleteUser', userIds: [id] });
    await world.moveTo(addMs(day(29), 3_600_000));
    taken();
    const settings = { displayName: 'Contoso', oneDriveRetentionDays: 30 };
    await putTenant(world.session(), settings);
    await world.handleMessages();
    expect(taken()).toEqual(['held oneDrive', 'purgeSoon 7 oneDrive', 'purgeSoon 1 oneDrive']);
  });

  it('come in their time although a machine was 400 days ahead before', async () => {
    await unassign();
    await world.handleMessages();
    taken();
    world.aheadMs = 400 * 86_400_000;
    await lookAhead(world.services, world.store);
    await world.handleMessages();
    expect(taken()).toEqual([]);
    world.aheadMs = 0;
    await world.moveTo(day(23));
    expect(taken()).toEqual(['purgeSoon 7 exchange', 'purgeSoon 7 teams', 'purgeSoon 7 other']);
  });

  it('reach every one of many users who end at the same moment', async () => {
    const ids = Array.from({ length: 2500 }, (_, index) => userId(index + 10));
    const many = ids.map((own, index) =>
      user([direct('EXCHANGE_P1')], { id: own, userPrincipalName: `u${index}@contoso.com` }),
    );
    await world.load([product('EXCHANGE_P1', 5000)], many);
    await unassignLicenses(world.session(), {
      path: 'activeUsers',
      userIds: ids,
      skuIds: [skuId('EXCHANGE_P1')],
    });
    await world.handleMessages();
    taken();
    await world.moveTo(day(23));
    expect(world.notices).toHaveLength(2000);
    await world.moveTo(addMs(day(23), 900_000));
    expect(new Set(world.notices.map((notice) => notice.userId)).size).toBe(2500);
    expect(world.notices).toHaveLength(2500);
  });

  it('say again after the last hold was lifted', async () => {
    await placeHold(world.session(), id, {
      holdId: 'case',
      kind: 'litigation',
      note: null,
    });
    await unassign();
    await world.moveTo(day(31));
    taken();
    await liftHold(world.session(), id, 'case');
    await world.handleMessages();
    expect(taken()).toEqual(['held exchange', 'held teams', 'held other']);
    await world.moveTo(day(54));
    expect(taken()).toHaveLength(3);
  });
});

describe('A notice of a purge', () => {
  it('is not lost when the purge is cut off after the data was deleted', async () => {
    await unassign();
    await world.handleMessages();
    taken();
    world.now = day(30);
    const { queues } = world.services;
    const out = { send: () => Promise.reject(new StorageOutage('out')) };
    const cutOff = purgeUser({ ...world.services, queues: out }, tenantId, id);
    await expect(cutOff).rejects.toThrow('out');
    await purgeUser({ ...world.services, queues }, tenantId, id);
    await world.handleMessages();
    expect(taken()).toEqual(['purged exchange', 'purged teams', 'purged other']);
  });
});

describe('A notice nobody took', () => {
  it('is shown to its tenant for 30 days', async () => {
    await unassign();
    await world.handleMessages();
    const [first, second] = world.notices;
    if (first === undefined || second === undefined) throw new Error('three are made');
    await markUndelivered(world.services, first);
    await markUndelivered(world.services, first);
    const all = { delivery: 'undelivered', userId: null, from: null, to: null } as const;
    const page = { ...all, top: 10, skipToken: null };
    const list = await listNotices(world.session(), page);
    const { v: _v, tenantId: _tenantId, ...shown } = first;
    const kept = {
      eventId: eventIdOf(first),
      ...shown,
      delivery: 'undelivered',
      deliveredAt: null,
    };
    expect(list).toEqual({ value: [kept], skipToken: null });
    const other = world.session({ tenantId: TenantId.parse(guid(9, 2)) });
    expect((await listNotices(other, page)).value).toEqual([]);
    const late = { ...second, at: day(31) };
    world.now = day(31);
    await markUndelivered(world.services, late);
    const later = await listNotices(world.session(), page);
    expect(later.value).toMatchObject([{ eventId: eventIdOf(late), at: day(31) }]);
  });

  it('is removed 30 days later by both clocks, though nothing else happens in its tenant', async () => {
    await unassign();
    await world.moveTo(day(10));
    const [first] = world.notices;
    if (first === undefined) throw new Error('three are made');
    await markUndelivered(world.services, { ...first, at: day(10) });
    for (const at of [31, 33, 36]) await world.moveTo(day(at));
    const kept = () => world.memory.all('licensing').filter(({ key }) => key.startsWith('X~'));
    expect(kept()).toHaveLength(1);
    world.aheadMs = 30 * 86_400_000;
    await removeOldNotices(world.services, world.store);
    expect(kept()).toHaveLength(1);
    world.aheadMs = 0;
    await world.moveTo(day(41));
    expect(kept()).toEqual([]);
  });
});

describe('The address of notices', () => {
  const environment = {
    AzureWebJobsStorage: 'UseDevelopmentStorage=true',
    TOKEN_AUDIENCE: guid(5, 1),
    SWEEP_SCHEDULE: '0 */15 * * * *',
  };
  const secret = 'a secret of some length';

  it.each([
    ['http://example.com/hook', 'must be https'],
    ['http://127.0.0.1.example.com/', 'must be https'],
    ['ftp://example.com/', 'not an http(s) URL'],
    ['nonsense', 'not an http(s) URL'],
    ['https://me:pass@example.com/', 'user name or a password'],
  ])('%s is refused: %s', (address, why) => {
    const settings = { ...environment, NOTICE_WEBHOOK_URL: address, NOTICE_WEBHOOK_SECRET: secret };
    expect(() => readSettings(settings)).toThrow(`NOTICE_WEBHOOK_URL: `);
    expect(() => readSettings(settings)).toThrow(why);
  });

  it('takes https, or http on the loopback address, and only with a secret', () => {
    for (const url of ['https://example.com/hook', 'http://127.0.0.1:9/x', 'http://localhost/x']) {
      const given = { ...environment, NOTICE_WEBHOOK_URL: url };
      expect(() => readSettings(given)).toThrow('NOTICE_WEBHOOK_SECRET: is missing');
      expect(readSettings({ ...given, NOTICE_WEBHOOK_SECRET: secret }).notices).toEqual({
        url,
        secret,
      });
    }
    expect(readSettings(environment).notices).toBeNull();
  });
});
