import { beforeEach, describe, expect, it } from 'vitest';
import { checkTenantRoute } from '../../functions/api/check-tenant.ts';
import { repairTenantRoute } from '../../functions/api/repair-tenant.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import { checkTenant } from '../../lib/operations/tenant/check-tenant.ts';
import { repairTenant } from '../../lib/operations/tenant/repair-tenant.ts';
import { derivedRowsOf } from '../../lib/storage/rows/derived-rows.ts';
import { nameKey } from '../../lib/storage/rows/name-row.ts';
import { holderKey } from '../../lib/storage/rows/holder-row.ts';
import { userKey, userWrites } from '../../lib/storage/rows/user-row.ts';
import { userWakeUpKey } from '../../lib/storage/rows/wake-up-row.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';
import { ask } from '../in-memory/ask.ts';

const people = 120;
const one = userId(1);
const held = holderKey({ skuId: skuId('E3'), userId: one });

let world: MemoryWorld;

beforeEach(async () => {
  world = new MemoryWorld();
  const users = Array.from({ length: people }, (_, index) =>
    user([direct('E3')], { id: userId(index + 1), userPrincipalName: `u${index}@contoso.com` }),
  );
  await world.load([product('E3', people)], users);
});

function unassign() {
  const request = { path: 'activeUser', userIds: [one], skuIds: [skuId('E3')] } as const;
  return unassignLicenses(world.session(), request);
}

/** Everything the check finds, request after request. */
async function problems() {
  const found = [];
  let skipToken: string | null = null;
  do {
    const slice: Awaited<ReturnType<typeof checkTenant>> = await checkTenant(
      world.session(),
      skipToken,
    );
    found.push(...slice.value);
    ({ skipToken } = slice);
  } while (skipToken !== null);
  return found;
}

async function rowsToRepair() {
  const found = await problems();
  return found.flatMap(({ userId: of, key }) => (of === null ? [] : [{ userId: of, key }]));
}

describe('A row that disagrees with its user', () => {
  it('is not there after ordinary work', async () => {
    await unassign();
    await world.handleMessages();
    expect(await problems()).toEqual([]);
  });

  it.each([holderKey({ skuId: skuId('E3'), userId: one }), nameKey('u0@contoso.com')])(
    'is found where it is missing and written anew: %s',
    async (key) => {
      const before = await world.store.row(key);
      await world.store.submit([{ kind: 'delete', key }]);
      const found = await problems();
      expect(found).toEqual([{ kind: 'missing', userId: one, key }]);
      const repaired = await repairTenant(world.session(), [{ userId: one, key }]);
      expect(repaired.results).toEqual([{ userId: one, key, outcome: 'written' }]);
      expect(await world.store.row(key)).toMatchObject({ properties: before?.properties });
      expect(await problems()).toEqual([]);
    },
  );

  it('keeps data from its end where it is the wake-up, until it is repaired', async () => {
    await unassign();
    await world.handleMessages();
    const due = userWakeUpKey(day(30), one);
    await world.store.submit([{ kind: 'delete', key: due }]);
    await world.moveTo(day(31));
    expect((await world.store.user(one))?.value.data.exchange?.state).toBe('held');
    await repairTenant(world.session(), await rowsToRepair());
    await world.sweep();
    expect((await world.store.user(one))?.value.data.exchange?.state).toBe('purged');
  });

  it('of every kind is found, whatever has become of it, and repaired', async () => {
    await unassign();
    const rows = derivedRowsOf((await world.store.user(one))?.value ?? null);
    for (const key of rows.keys()) await world.store.submit([{ kind: 'delete', key }]);
    const stray = holderKey({ skuId: skuId('POWER_BI'), userId: userId(2) });
    const name = nameKey('u2@contoso.com');
    await world.store.submit([
      { kind: 'put', key: stray, properties: {} },
      { kind: 'put', key: name, properties: { userId: userId(9999) } },
    ]);
    const found = await problems();
    const named = await rowsToRepair();
    expect(found.map(({ kind }) => kind).toSorted()).toEqual([
      'changed',
      ...[...rows].map(() => 'missing'),
      'stray',
      'stray',
    ]);
    const repair = () => repairTenant(world.session(), named);
    await repair();
    expect(await problems()).toEqual([]);
    const again = await repair();
    expect(new Set(again.results.map(({ outcome }) => outcome))).toEqual(new Set(['intact']));
  });

  it('is left alone where it is the name of somebody else, or no derived row', async () => {
    const other = userId(2);
    const before = world.memory.all('licensing').filter(({ key }) => /^[ANTU]~?/.test(key));
    const { results } = await repairTenant(world.session(), [
      { userId: other, key: nameKey('u0@contoso.com') },
      { userId: other, key: 'T' },
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['intact', 'intact']);
    expect(world.memory.all('licensing').filter(({ key }) => /^[ANTU]~?/.test(key))).toEqual(
      before,
    );
  });

  it('is named where it can not be read, and so is a user', async () => {
    const name = nameKey('u0@contoso.com');
    const stray = 'A~nobody~nothing';
    const keys = [stray, name, userKey(userId(3))];
    await world.store.submit(keys.map((key) => ({ kind: 'put', key, properties: {} })));
    const found = await problems();
    expect(found.filter(({ kind }) => kind === 'damaged').map(({ key }) => key)).toEqual(keys);
    expect(found).toContainEqual({ kind: 'changed', userId: one, key: name });
    await repairTenant(world.session(), [{ userId: one, key: name }]);
    expect((await problems()).map(({ key }) => key)).toEqual([stray, userKey(userId(3))]);
  });

  it('is written for one where it is the name of two', async () => {
    const twin = user([], { id: userId(500), userPrincipalName: 'u0@contoso.com' });
    const key = nameKey('u0@contoso.com');
    const [own] = userWrites(null, twin);
    if (own === undefined) throw new Error('a user has a row');
    await world.store.submit([own, { kind: 'delete', key }]);
    const { results } = await repairTenant(world.session(), await rowsToRepair());
    expect(results.map(({ outcome }) => outcome)).toEqual(['written', 'nameTaken']);
    expect(await world.store.userIdByName('u0@contoso.com')).toBe(one);
  });

  it('is written once for what its user is by then, whoever changes it at the same time', async () => {
    const { memory } = world;
    await world.store.submit([{ kind: 'delete', key: held }]);
    const rows = await rowsToRepair();
    const between = new Proxy<Tables>(memory, {
      get: (target, name: keyof Tables) => {
        const method = target[name].bind(target);
        if (name !== 'submit') return method;
        return async (...call: unknown[]): Promise<unknown> => {
          if ((await world.store.user(one))?.value.assignments.length === 1) await unassign();
          return Reflect.apply(method, target, call);
        };
      },
    });
    await repairTenant(sessionOf({ ...world.services, tables: between }, world.call()), rows);
    expect(await problems()).toEqual([]);
    expect(await world.store.row(held)).toBeNull();
  });

  it('is asked for by its key alone: what can be none is refused', async () => {
    for (const key of ['', 'U~1', `${nameKey('u0@contoso.com')}\u0000`]) {
      const body = { rows: [{ userId: one, key }] };
      expect(await ask(world, repairTenantRoute, { body })).toMatchObject({ status: 400 });
    }
  });

  it('is looked for by readers and repaired by those who set the tenant up', async () => {
    await world.store.submit([{ kind: 'delete', key: held }]);
    const check = await ask(world, checkTenantRoute, { as: 'Global Reader' });
    expect(check.status).toBe(200);
    const body = { rows: [{ userId: one, key: held }] };
    const asking = { body, headers: { 'idempotency-key': 'once' } };
    expect((await ask(world, repairTenantRoute, { body, as: 'User Administrator' })).status).toBe(
      403,
    );
    const first = await ask(world, repairTenantRoute, asking);
    expect(first).toMatchObject({ status: 200, body: { results: [{ outcome: 'written' }] } });
    expect(await ask(world, repairTenantRoute, asking)).toMatchObject({ body: first.body });
  });
});
