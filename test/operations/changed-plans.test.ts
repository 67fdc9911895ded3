import { beforeEach, expect, it } from 'vitest';
import type { Product } from '../../lib/licensing/products/product.ts';
import type { User } from '../../lib/licensing/user.ts';
import { handleOperation } from '../../lib/operations/after-commit/handle-operation.ts';
import { operationIdOf } from '../../lib/operations/engine/operation-id.ts';
import { Catalogs } from '../../lib/operations/engine/catalogs.ts';
import type { Services } from '../../lib/operations/engine/services.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { changeLicenses } from '../../lib/operations/licenses/change-licenses.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import { Crash, crashingAt } from './crash.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import type { ProductName } from '../../simulation/builders/products.ts';
import { guid, product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, user, userId } from '../../simulation/builders/users.ts';

const one = userId(1);
const none = { servicePlans: [] };

let world: MemoryWorld;
/** A second host on the same storage, with a catalog of its own. */
let other: Services;

beforeEach(() => {
  world = new MemoryWorld();
  other = { ...world.services, catalogs: new Catalogs(world.services.tables) };
});

/** Imports a product on the other host; this one keeps the catalog it has read before. */
async function bringIn(name: ProductName, changes: Partial<Product> = {}): Promise<void> {
  await world.services.catalogs.of(tenantId, world.now);
  const { prepaid, ...sku } = product(name);
  const value = [{ ...sku, prepaidUnits: prepaid, ...changes }];
  await importTenant(sessionOf(other, world.call()), { kind: 'subscribedSkus', value });
}

function give(name: ProductName, services = world.services) {
  const license = { skuId: skuId(name), disabledPlans: [] };
  return assignLicenses(sessionOf(services, world.call()), one, [license]);
}

function take(name: ProductName) {
  const request = { path: 'activeUser', userIds: [one], skuIds: [skuId(name)] } as const;
  return unassignLicenses(world.session(), request);
}

function entry(id: User['id'], assignedLicenses: readonly object[]) {
  return { id, userPrincipalName: id, assignedLicenses };
}

async function mailbox(id = one): Promise<User['data']['exchange']> {
  return (await world.store.user(id))?.value.data.exchange;
}

it('A holder derived by newer plans is not decided on by older ones', async () => {
  const empty = { ...product('POWER_BI'), ...none };
  await world.load(
    [empty, product('EXCHANGE_P1')],
    [user([direct('POWER_BI'), direct('EXCHANGE_P1')])],
  );
  await bringIn('POWER_BI', { servicePlans: product('E3').servicePlans });
  await world.handleMessages(other);
  await take('EXCHANGE_P1');
  expect(await mailbox()).toMatchObject({ state: 'provided', until: null });
});

it('A clock begins although this host still knows the plan that was taken out', async () => {
  await world.load(
    [product('E3'), product('EXCHANGE_P1')],
    [user([direct('E3'), direct('EXCHANGE_P1')])],
  );
  await bringIn('E3', none);
  await world.handleMessages(other);
  await take('EXCHANGE_P1');
  expect(await mailbox()).toMatchObject({ state: 'held', until: day(30) });
});

it.each(['our door', "Graph's door"])(
  'A new holder gets the plans of now through %s',
  async (door) => {
    await world.load([product('E3')], [user([])]);
    await bringIn('E3', none);
    await world.handleMessages(other);
    const add = [{ skuId: skuId('E3'), disabledPlans: [] }];
    if (door === 'our door') await give('E3');
    else await changeLicenses(world.session(), one, { add, remove: [] });
    expect(await mailbox()).toBeUndefined();
  },
);

it('What was decided by old plans before its turn came is derived anew', async () => {
  await world.load(
    [{ ...product('E3'), ...none }, product('EXCHANGE_P1')],
    [user([direct('E3'), direct('EXCHANGE_P1')])],
  );
  await bringIn('E3');
  await take('EXCHANGE_P1');
  expect(await mailbox()).toMatchObject({ state: 'held' });
  await world.handleMessages(other);
  expect(await mailbox()).toMatchObject({ state: 'provided', until: null, generation: 1 });
});

it('Plans that go start the clocks of every holder, and the audit says so', async () => {
  const holders = Array.from({ length: 230 }, (_, index) => ({
    ...user([direct('EXCHANGE_P1')]),
    id: userId(index + 1),
    userPrincipalName: `user${index + 1}@contoso.com`,
  }));
  await world.load([product('EXCHANGE_P1', 300)], holders);
  await bringIn('EXCHANGE_P1', none);
  world.queues.messages.push(...world.queues.messages);
  await world.handleMessages(other);
  const states = await Promise.all(holders.map(async ({ id }) => (await mailbox(id))?.state));
  expect(new Set(states)).toEqual(new Set(['held']));
  const said = world.memory
    .all('licensing')
    .filter(
      ({ key, properties }) =>
        key.startsWith('O~') && JSON.stringify(properties).includes('\\"plans\\"'),
    );
  expect(said).toHaveLength(12);
});

it('Plans that come back end the clocks they began', async () => {
  await world.load([product('EXCHANGE_P1')], [user([direct('EXCHANGE_P1')])]);
  await bringIn('EXCHANGE_P1', none);
  await world.handleMessages(other);
  await bringIn('EXCHANGE_P1');
  await world.handleMessages(other);
  expect(await mailbox()).toMatchObject({ state: 'provided', until: null, generation: 1 });
});

it('A lost message about changed plans is sent again by the sweep', async () => {
  await world.load([product('EXCHANGE_P1')], [user([direct('EXCHANGE_P1')])]);
  await bringIn('EXCHANGE_P1', none);
  world.queues.take('retention');
  await world.sweep(1, other);
  expect(await mailbox()).toMatchObject({ state: 'held', until: day(30) });
});

it('An import that changes no plan derives nobody', async () => {
  await world.load([product('EXCHANGE_P1')], [user([direct('EXCHANGE_P1')])]);
  const { servicePlans } = product('EXCHANGE_P1');
  await bringIn('EXCHANGE_P1', { servicePlans, capabilityStatus: 'Warning' });
  const before = await world.store.user(one);
  await world.handleMessages(other);
  expect((await world.store.user(one))?.etag).toBe(before?.etag);
});

it('A new holder is ordered against a change of plans also where a seat is freed beside', async () => {
  await world.load(
    [product('E3')],
    [user([direct('E3')]), { ...user([]), id: userId(2), userPrincipalName: 'b' }],
  );
  const before = (await world.store.seats(skuId('E3')))?.etag;
  const gone = { ...entry(one, []), licenseAssignmentStates: [] };
  const value = [gone, entry(userId(2), [{ skuId: skuId('E3') }])];
  await importTenant(world.session(), { kind: 'users', value });
  expect((await world.store.seats(skuId('E3')))?.etag).not.toBe(before);
  expect(await world.consumed(skuId('E3'))).toBe(1);
});

it('Holders are derived anew of the products that an import has changed before it was cut off', async () => {
  world = new MemoryWorld(crashingAt(2));
  await world.load([product('EXCHANGE_P1')], [user([direct('EXCHANGE_P1')])]);
  const { prepaid: prepaidUnits, ...sku } = product('EXCHANGE_P1');
  const more = Array.from({ length: 29 }, (_, number) => ({ skuId: guid(2, 500 + number) }));
  const value = [none, ...more].map((changes) => ({ ...sku, prepaidUnits, ...changes }));
  const session = world.session({ idempotencyKey: 'once' });
  await expect(importTenant(session, { kind: 'subscribedSkus', value })).rejects.toThrow(Crash);
  const operationId = operationIdOf(session);
  await handleOperation(world.services, { v: 1, tenantId, operationId }, world.now);
  expect(world.queues.take('sweeps')).toMatchObject([{ kind: 'derive', skuId: sku.skuId }]);
});
