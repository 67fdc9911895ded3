import { beforeEach, describe, expect, it } from 'vitest';
import { addMs } from '../../lib/licensing/time.ts';
import type { Instant } from '../../lib/licensing/time.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { foldAudit } from '../../lib/operations/audit/fold-chain.ts';
import { linkHash } from '../../lib/operations/engine/chain-hash.ts';
import type { AuditProblem, AuditVerification } from '../../lib/operations/audit/chain-state.ts';
import { verifyAudit } from '../../lib/operations/audit/verify-audit.ts';
import { chainLineWrite } from '../../lib/operations/engine/chain-record.ts';
import { deleteUsers } from '../../lib/operations/users/delete-users.ts';
import { putTenant } from '../../lib/operations/tenant/put-tenant.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { undoOperation } from '../../lib/operations/licenses/undo-operation.ts';
import { fromParts, toParts } from '../../lib/storage/long-text.ts';
import { ChainLink } from '../../lib/storage/rows/chain-row.ts';
import type { Row, Tables, Write } from '../../lib/storage/tables.ts';
import { StorageOutage } from '../../lib/storage/tables.ts';
import { TenantStore } from '../../lib/storage/tenant-store.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, start, user, userId } from '../../simulation/builders/users.ts';

const hour = 3_600_000;
const people = 60;

let world: MemoryWorld;
let calls = 0;
/** Whether the next transaction's answer is lost: after it was carried out, or before. */
let lost: 'after' | 'before' | null = null;

function watched(tables: Tables): Tables {
  return new Proxy(tables, {
    get(target, name: keyof Tables) {
      const method = target[name].bind(target);
      if (name === 'lastSeenClock') return method;
      return async (...parameters: unknown[]): Promise<unknown> => {
        calls += 1;
        const mode = name === 'submit' ? lost : null;
        if (mode !== null) lost = null;
        if (mode === 'before') throw new StorageOutage('cut off');
        const answer: unknown = await Reflect.apply(method, target, parameters);
        if (mode === 'after') throw new StorageOutage('answer lost');
        return answer;
      };
    },
  });
}

beforeEach(async () => {
  world = new MemoryWorld(watched);
  lost = null;
  const users = Array.from({ length: people }, (_, index) =>
    user([direct('E3')], {
      id: userId(index + 1),
      userPrincipalName: `user${index + 1}@contoso.com`,
    }),
  );
  await world.load([product('E3', people)], users, { auditRetentionDays: 90 });
});

/** The tenant's rows as the operations see them. */
function store(): TenantStore {
  return new TenantStore(world.services.tables, tenantId);
}

function unassign(number: number) {
  const request = {
    path: 'activeUser',
    userIds: [userId(number)],
    skuIds: [skuId('E3')],
  } as const;
  return unassignLicenses(world.session(), request);
}

async function unassignAll(): Promise<void> {
  const userIds = Array.from({ length: people }, (_, index) => userId(index + 1));
  const request = { path: 'activeUsers', userIds, skuIds: 'allDirect' } as const;
  await unassignLicenses(world.session(), request);
}

/** Operations of every kind, a purge a month later, and all of it in the chain. */
async function liveAMonth(): Promise<void> {
  const { operationId } = await unassign(1);
  await undoOperation(world.session(), operationId ?? fail('a dry run'));
  await unassign(2);
  await world.moveTo(day(1));
  await assignLicenses(world.session(), userId(2), [{ skuId: skuId('E3'), disabledPlans: [] }]);
  await deleteUsers(world.session(), { path: 'deleteUser', userIds: [userId(3)] });
  await world.moveTo(day(2));
  await unassignAll();
  for (const at of [day(3), day(31), day(32), day(33)]) await world.moveTo(at);
}

async function verify(head: string | null = null): Promise<AuditVerification> {
  const problems: AuditProblem[] = [];
  let skipToken: string | null = null;
  for (;;) {
    const query = { head, skipToken };
    const answer = await verifyAudit(world.session(), query);
    problems.push(...answer.verification.problems);
    ({ skipToken } = answer);
    if (skipToken === null) return { ...answer.verification, problems };
  }
}

function rowsOf(prefix: string): readonly Row[] {
  return world.memory.all('licensing').filter(({ key }) => key.startsWith(prefix));
}

function rowOf(prefix: string, place = 0): Row {
  return rowsOf(prefix).at(place) ?? fail(`no row ${prefix}`);
}

function fail(message: string): never {
  throw new Error(message);
}

/** Somebody with the storage key writes into a row. */
async function tamper({ key, properties }: Row, from: RegExp | string, to: string): Promise<void> {
  const text = fromParts('doc', properties);
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await world.store.submit([{ kind: 'put', key, properties: toParts('doc', changed) }]);
}

/** Somebody with the storage key puts a later record into the place of one, with the line the chain takes it from. */
async function forge({ key, properties: old }: Row, at: Instant): Promise<Write> {
  const said = fromParts('doc', old).replace(/"(at|purgedAt)":"[^"]+"/, `"$1":"${at}"`);
  const write: Write = { kind: 'put', key, properties: toParts('doc', said) };
  await world.store.submit([write, chainLineWrite(at, key, [write])]);
  await foldAudit(world.services, world.store);
  return write;
}

function isPart({ key }: Row): boolean {
  return key.split('~').length > 2;
}

function removeRow(key: string): Promise<void> {
  return world.store.submit([{ kind: 'delete', key }]);
}

function linkOf(row: Row): ChainLink {
  return ChainLink.parse(JSON.parse(fromParts('doc', row.properties)));
}

function named(problems: readonly AuditProblem[]) {
  return problems.map(({ kind, what, key }) => ({ kind, what, key }));
}

describe('The chain of the audit', () => {
  it('takes in every operation, part and tombstone of a month, and is intact', async () => {
    await liveAMonth();
    const { isIntact, links, records, problems, foldedUntil, head } = await verify();
    expect({ isIntact, problems }).toEqual({ isIntact: true, problems: [] });
    expect(links).toBe(rowsOf('H~').length);
    expect(records).toBe(rowsOf('O~').length + rowsOf('P~').length);
    expect(rowsOf('P~').length).toBeGreaterThan(100);
    expect(rowsOf('O~').length).toBeGreaterThan(6);
    expect(rowsOf('J~')).toEqual([]);
    expect(foldedUntil).toBe(addMs(day(33), -hour / 6));
    expect(head).toMatchObject({ sequence: links });
  });

  it('holds no personal data', async () => {
    await liveAMonth();
    const text = JSON.stringify([...rowsOf('H'), ...rowsOf('J')]);
    expect(text).not.toMatch(/contoso|adele|admin/i);
    for (let number = 1; number <= people; number += 1) expect(text).not.toContain(userId(number));
  });

  it('is intact while records wait for it', async () => {
    await unassign(1);
    expect(await verify()).toMatchObject({
      isIntact: true,
      links: 0,
      records: 1,
      foldedUntil: null,
      head: null,
    });
  });

  it('stays intact when an operation is undone and its message handled after it was taken in', async () => {
    const { operationId } = await unassign(1);
    world.now = addMs(start, hour);
    await foldAudit(world.services, world.store);
    await world.handleMessages();
    await undoOperation(world.session(), operationId ?? fail('a dry run'));
    await world.moveTo(addMs(start, 2 * hour));
    expect(await verify()).toMatchObject({ isIntact: true, links: 2, records: 2 });
  });

  it('is one chain after two sweeps at once', async () => {
    await unassignAll();
    world.now = day(1);
    await world.sweep(2);
    expect(await verify()).toMatchObject({ isIntact: true, links: 1, problems: [] });
  });

  it.each(['before', 'after'] as const)(
    'does not fork when a fold is cut off %s its transaction',
    async (moment) => {
      for (const number of [1, 2, 3]) await unassign(number);
      world.now = day(1);
      lost = moment;
      await expect(foldAudit(world.services, store())).rejects.toThrow(StorageOutage);
      await foldAudit(world.services, store());
      await unassign(4);
      await world.moveTo(day(2));
      expect(await verify()).toMatchObject({ isIntact: true, links: 2, records: 4 });
    },
  );

  it('takes in a record that was committed after the link of its time', async () => {
    await unassign(1);
    world.now = addMs(start, hour);
    await foldAudit(world.services, world.store);
    world.now = addMs(start, hour / 2);
    await unassign(2);
    await world.moveTo(addMs(start, 2 * hour));
    await unassign(3);
    await world.moveTo(addMs(start, 3 * hour));
    expect(rowsOf('HL~')).toHaveLength(1);
    expect(await verify()).toMatchObject({ isIntact: true, links: 3, records: 3 });
  });

  it('goes on by message when one run can not take in everything', async () => {
    for (let round = 0; round < 9; round += 1) {
      world.now = addMs(start, round);
      for (let number = 1; number <= people; number += 1) await unassign(number);
    }
    world.now = day(1);
    calls = 0;
    await foldAudit(world.services, store());
    expect(calls).toBeLessThanOrEqual(10);
    expect(rowsOf('J~').length).toBeGreaterThan(100);
    await world.moveTo(day(1));
    expect(rowsOf('J~')).toEqual([]);
    calls = 0;
    const first = await verifyAudit(world.session(), { head: null, skipToken: null });
    expect(first.skipToken).not.toBeNull();
    expect(calls).toBeLessThan(1500);
    expect(await verify()).toMatchObject({ isIntact: true, links: 6, records: 540 });
  });

  it('costs an idle sweep no more than ten calls, and no write', async () => {
    await unassign(1);
    await world.moveTo(day(1));
    const before = rowsOf('').length;
    calls = 0;
    await world.sweep();
    expect(calls).toBeLessThanOrEqual(10);
    expect(rowsOf('')).toHaveLength(before);
  });
});

describe('What somebody with the storage key did is found and named', () => {
  beforeEach(liveAMonth);

  it('a changed answer in an operation', async () => {
    const row = rowOf('O~');
    await tamper(row, '"userPrincipalName":"user', '"userPrincipalName":"nobody');
    const { isIntact, problems } = await verify();
    expect(isIntact).toBe(false);
    expect(problems).toMatchObject([
      {
        kind: 'changed',
        key: row.key,
        operationId: row.key.split('~')[1],
        link: expect.any(Number),
      },
    ]);
  });

  it('a changed time of an operation', async () => {
    const row = rowOf('O~');
    await tamper(row, /"at":"2026-11-2\d/, '"at":"2026-11-20');
    expect(named((await verify()).problems)).toEqual([
      { kind: 'changed', what: 'operation', key: row.key },
    ]);
  });

  it('a changed line of the audit list', async () => {
    const row = rowOf('E~');
    await tamper(row, /"path":"\w+"/, '"path":"other"');
    expect((await verify()).problems).toMatchObject([
      { kind: 'changed', what: 'operation', operationId: row.key.split('~')[2] },
    ]);
  });

  it('a changed count in a tombstone', async () => {
    const row = rowOf('P~', 7);
    await tamper(row, '"itemCount":0', '"itemCount":1');
    expect(named((await verify()).problems)).toEqual([
      { kind: 'changed', what: 'tombstone', key: row.key },
    ]);
  });

  it.each([
    ['operation', 'O~'],
    ['part', 'O~'],
    ['operation', 'E~'],
    ['tombstone', 'P~'],
  ] as const)('a removed %s (%s)', async (what, prefix) => {
    const { key } =
      rowsOf(prefix).find((row) => isPart(row) || what !== 'part') ?? fail('no such row');
    await removeRow(key);
    expect((await verify()).problems).toMatchObject([{ kind: 'removed', what, key }]);
  });

  it('an inserted operation, tombstone and audit line', async () => {
    const [operation, tombstone, entry] = [rowOf('O~'), rowOf('P~'), rowOf('E~')];
    const other = 'f'.repeat(32);
    const keys = [`O~${other}`, `P~${other}~exchange~1`, `${entry.key.slice(0, 16)}${other}`];
    for (const [index, { properties }] of [operation, tombstone, entry].entries()) {
      await world.store.submit([{ kind: 'put', key: keys[index] ?? '', properties }]);
    }
    expect(named((await verify()).problems)).toEqual([
      { kind: 'inserted', what: 'operation', key: keys[0] },
      { kind: 'inserted', what: 'tombstone', key: keys[1] },
      { kind: 'inserted', what: 'operation', key: keys[2] },
    ]);
  });

  it('a tombstone of long ago that was given to the chain now', async () => {
    const { properties } = rowOf('P~');
    const key = `P~${'f'.repeat(32)}~exchange~1`;
    const purgedAt: Instant = day(10);
    const document = fromParts('doc', properties).replace(
      /"purgedAt":"[^"]+"/,
      `"purgedAt":"${purgedAt}"`,
    );
    const write = { kind: 'put', key, properties: toParts('doc', document) } as const;
    await world.store.submit([write, chainLineWrite(purgedAt, key, [write])]);
    await foldAudit(world.services, world.store);
    expect(named((await verify()).problems)).toEqual([
      { kind: 'inserted', what: 'tombstone', key },
    ]);
  });

  it('a tombstone in the place of another, with a later time and a line of its own', async () => {
    const row = rowOf('P~');
    await forge(row, addMs(day(32), hour));
    expect(named((await verify()).problems)).toEqual([
      { kind: 'changed', what: 'tombstone', key: row.key },
    ]);
  });

  it('an operation in the place of another, also once both were kept their time', async () => {
    const row = rowsOf('O~').find(isPart) ?? fail('no part');
    const forged = await forge(row, addMs(day(32), hour));
    const changed = [{ kind: 'changed', what: 'part', key: row.key }];
    expect(named((await verify()).problems)).toEqual(changed);
    for (const at of [day(124), day(125)]) await world.moveTo(at);
    await world.store.submit([forged]);
    expect(named((await verify()).problems)).toEqual(changed);
  });

  it('an operation whose line was taken away before it got into the chain', async () => {
    await unassign(1);
    await removeRow(rowOf('J~').key);
    const { problems } = await verify();
    expect(problems.map(({ kind, what }) => ({ kind, what }))).toEqual([
      { kind: 'inserted', what: 'operation' },
      { kind: 'inserted', what: 'operation' },
    ]);
  });

  it('a changed link', async () => {
    const row = rowOf('H~', 1);
    await tamper(row, /"tombstones":\d+/, '"tombstones":4711');
    expect(named((await verify()).problems)).toEqual([
      { kind: 'changed', what: 'link', key: row.key },
    ]);
  });

  it.each([1, -1])('a link changed together with its hash (%i)', async (place) => {
    const row = rowOf('H~', place);
    const { hash: _hash, ...said } = { ...linkOf(row), foldedAt: start };
    const text = JSON.stringify({ ...said, hash: linkHash(said) });
    await world.store.submit([{ kind: 'put', key: row.key, properties: toParts('doc', text) }]);
    expect(named((await verify()).problems)).toEqual([
      { kind: 'changed', what: 'link', key: row.key },
    ]);
  });

  it.each([0, 1, -1])('a removed link (%i)', async (place) => {
    const { key } = rowOf('H~', place);
    await removeRow(key);
    expect(named((await verify()).problems)).toEqual([{ kind: 'removed', what: 'link', key }]);
  });

  it('an inserted link', async () => {
    const row = rowOf('H~', 1);
    const { hash: _hash, ...said } = {
      ...linkOf(row),
      until: `${linkOf(row).until}.5`,
      records: [],
    };
    const text = JSON.stringify({ ...said, hash: linkHash(said) });
    await world.store.submit([
      { kind: 'put', key: `${row.key}.5`, properties: toParts('doc', text) },
    ]);
    expect(named((await verify()).problems)).toEqual([
      { kind: 'inserted', what: 'link', key: `${row.key}.5` },
    ]);
  });

  it('a removed head, and nothing is added to such a chain', async () => {
    await removeRow('H');
    await unassign(1);
    expect(named((await verify()).problems)).toEqual([{ kind: 'removed', what: 'head', key: 'H' }]);
    world.now = day(40);
    await expect(foldAudit(world.services, world.store)).rejects.toThrow(/links and no head/);
  });

  it('a last link that was removed together with the head that named it', async () => {
    const { key } = rowOf('H~', -1);
    const taken = linkOf(rowOf('H~', -1)).records;
    const { sequence, until, removedUntil, hash } = linkOf(rowOf('H~', -2));
    const head = JSON.stringify({ sequence, until, removedUntil, hash });
    await world.store.submit([
      { kind: 'delete', key },
      { kind: 'put', key: 'H', properties: toParts('doc', head) },
    ]);
    const { problems } = await verify();
    expect(problems.length).toBeGreaterThan(0);
    for (const { name } of taken) {
      expect(problems).toContainEqual(
        expect.objectContaining({ kind: 'inserted', key: name.slice(name.indexOf('~') + 1) }),
      );
    }
  });

  it('a chain written anew, to whoever kept a head of it', async () => {
    const kept = (await verify()).head?.hash ?? fail('no head');
    expect(await verify(kept)).toMatchObject({ isIntact: true });
    await world.moveTo(day(34));
    await unassign(1);
    await world.moveTo(day(35));
    expect(await verify(kept)).toMatchObject({ isIntact: true });
    expect(await verify('f'.repeat(64))).toMatchObject({
      isIntact: false,
      problems: [{ kind: 'removed', what: 'link' }],
    });
  });
});

describe('An operation that was kept its time', () => {
  it('is removed, and the chain stays intact and says how many', async () => {
    await liveAMonth();
    const operations = rowsOf('O~').length;
    world.now = day(100);
    await unassign(1);
    await world.moveTo(day(124));
    expect(rowsOf('O~')).toHaveLength(1);
    expect(await verify()).toMatchObject({
      isIntact: true,
      problems: [],
      removedByRetention: operations,
    });
  });

  it('does not hide one that was removed before its time, nor a tombstone', async () => {
    await liveAMonth();
    world.now = day(80);
    await unassign(1);
    await world.moveTo(day(91));
    await world.handleMessages();
    const { key } = rowOf('O~');
    const tombstone = rowOf('P~').key;
    expect(await verify()).toMatchObject({ isIntact: true });
    await removeRow(key);
    await removeRow(tombstone);
    expect(named((await verify()).problems)).toEqual(
      expect.arrayContaining([
        { kind: 'removed', what: 'operation', key },
        { kind: 'removed', what: 'tombstone', key: tombstone },
      ]),
    );
  });

  it('leaves its key free for another operation of the same id', async () => {
    const twice = async (): Promise<void> => {
      const userIds = Array.from({ length: people }, (_, index) => userId(index + 1));
      const request = { path: 'activeUsers', userIds, skuIds: 'allDirect' } as const;
      await unassignLicenses(world.session({ idempotencyKey: 'k' }), request);
      await world.moveTo(addMs(world.now, hour));
      expect(await verify()).toMatchObject({ isIntact: true, problems: [] });
    };
    await twice();
    const parts = rowsOf('O~').map(({ key }) => key);
    expect(parts.length).toBeGreaterThan(1);
    for (const at of [day(31), day(92), day(93)]) await world.moveTo(at);
    expect(rowsOf('O~')).toEqual([]);
    await twice();
    expect(rowsOf('O~').map(({ key }) => key)).toEqual(expect.arrayContaining([parts[0]]));
    expect((await verify()).removedByRetention).toBe(parts.length);
  });

  it('is told apart also when the setting was raised again since', async () => {
    await liveAMonth();
    await putTenant(world.session(), {
      displayName: 'Contoso',
      auditRetentionDays: 1,
    });
    await world.moveTo(day(40));
    await putTenant(world.session(), {
      displayName: 'Contoso',
      auditRetentionDays: 3650,
    });
    await world.moveTo(day(41));
    expect(await verify()).toMatchObject({ isIntact: true, problems: [] });
  });
});
