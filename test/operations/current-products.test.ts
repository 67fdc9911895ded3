import { beforeEach, expect, it } from 'vitest';
import { Catalogs } from '../../lib/operations/engine/catalogs.ts';
import { assignLicenses } from '../../lib/operations/licenses/assign-licenses.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { placeHold } from '../../lib/operations/held-data/hold-user.ts';
import { purgeUser } from '../../lib/operations/purge/purge-user.ts';
import { importTenant } from '../../lib/operations/tenant/import-tenant.ts';
import type { Services } from '../../lib/operations/engine/services.ts';
import { sessionOf } from '../../lib/operations/engine/session.ts';
import type { User } from '../../lib/licensing/user.ts';
import { userKey } from '../../lib/storage/rows/user-row.ts';
import type { Tables } from '../../lib/storage/tables.ts';
import { changed } from '../in-memory/changed-tables.ts';
import { Meeting } from '../in-memory/meeting.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import type { ProductName } from '../../simulation/builders/products.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { day, direct, hold, start, user, userId } from '../../simulation/builders/users.ts';

const one = userId(1);
const letter = { itemId: 'a', name: 'Offer', contentType: 'text/plain', sizeBytes: 1 };

let world: MemoryWorld;
/** A second host on the same storage, with a catalog of its own. */
let other: Services;

beforeEach(() => {
  world = new MemoryWorld();
  other = { ...world.services, catalogs: new Catalogs(world.services.tables) };
});

function take(services: Services, name: ProductName) {
  const request = { path: 'activeUser', userIds: [one], skuIds: [skuId(name)] } as const;
  return unassignLicenses(sessionOf(services, world.call()), request);
}

function bringIn(services: Services, name: ProductName, changes: object = {}) {
  const { prepaid, ...sku } = product(name);
  const value = [{ ...sku, prepaidUnits: prepaid, ...changes }];
  return importTenant(sessionOf(services, world.call()), { kind: 'subscribedSkus', value });
}

async function mailbox(): Promise<User['data']['exchange']> {
  return (await world.store.user(one))?.value.data.exchange;
}

/** A mailbox whose row says it is held until day 30, although a license provides it. */
function heldThoughLicensed(): User {
  const licensed = user([direct('EXCHANGE_P1')]);
  const { exchange } = licensed.data;
  if (exchange === undefined) throw new Error('no mailbox');
  return { ...licensed, data: { exchange: { ...exchange, state: 'held', until: day(30) } } };
}

it('A product that another host brought in counts although this one has not seen it yet', async () => {
  await world.load([product('POWER_BI')], [user([direct('POWER_BI')])]);
  await world.services.catalogs.of(tenantId, world.now);
  await bringIn(other, 'EXCHANGE_P1');
  const licenses = [{ skuId: skuId('EXCHANGE_P1'), disabledPlans: [] }];
  await assignLicenses(sessionOf(other, world.call()), one, licenses);
  await take(world.services, 'POWER_BI');
  expect(await mailbox()).toMatchObject({ state: 'provided', until: null });
});

it('What a product nobody knows may provide is neither held nor deleted', async () => {
  await world.load([product('POWER_BI')], [user([direct('EXCHANGE_P1'), direct('POWER_BI')])]);
  await putItems(world.session(), one, 'exchange', [{ ...letter, createdAt: start, content: 'x' }]);
  await take(world.services, 'POWER_BI');
  expect(await mailbox()).toMatchObject({ state: 'provided', until: null });
  await world.moveTo(day(31));
  expect(world.memory.all('vault')).toHaveLength(1);
});

it('A purge gives a mailbox back that a license provides, whatever its row says', async () => {
  await world.load([product('EXCHANGE_P1')], [heldThoughLicensed()]);
  world.now = day(31);
  await purgeUser(world.services, tenantId, one);
  expect(await mailbox()).toMatchObject({ state: 'provided', generation: 1, until: null });
});

it('A purge claims nothing that a product nobody knows may provide', async () => {
  await world.load([], [heldThoughLicensed()]);
  world.now = day(31);
  await purgeUser(world.services, tenantId, one);
  expect(await mailbox()).toMatchObject({ state: 'held', generation: 1 });
  expect(world.log).toContainEqual(expect.stringContaining('does not know'));
});

it('Where a clock has run out, a decision reads the products anew', async () => {
  await world.load([product('EXCHANGE_P1')], [heldThoughLicensed()]);
  world.now = day(31);
  await bringIn(world.services, 'EXCHANGE_P1', { servicePlans: [] });
  await world.services.catalogs.of(tenantId, world.now);
  await bringIn(other, 'EXCHANGE_P1');
  await placeHold(world.session(), one, hold());
  expect(await mailbox()).toMatchObject({ state: 'provided', generation: 1 });
});

it('A catalog that was on its way while it was forgotten is not kept', async () => {
  const arrival = Promise.withResolvers<undefined>();
  let reads = 0;
  const slow = (tables: Tables): Tables => ({
    get: (...call) => tables.get(...call),
    page: async (...call) => {
      reads += 1;
      const page = await tables.page(...call);
      if (reads <= 2) await arrival.promise;
      return page;
    },
    pageBelow: (...call) => tables.pageBelow(...call),
    submit: (...call) => tables.submit(...call),
    remove: (...call) => tables.remove(...call),
    lastSeenClock: () => tables.lastSeenClock(),
  });
  world = new MemoryWorld(slow);
  await world.load([product('POWER_BI')], []);
  const { catalogs } = world.services;
  const old = catalogs.of(tenantId, world.now);
  await world.load([product('E3')], []);
  catalogs.forget(tenantId);
  arrival.resolve(undefined);
  await old;
  expect([...(await catalogs.of(tenantId, world.now)).products.keys()]).toContain(skuId('E3'));
});

it.each([undefined, null])(
  'An import of a product whose plans are %s is rejected',
  async (none) => {
    await world.load([product('EXCHANGE_P1')], [user([direct('EXCHANGE_P1')])]);
    const answer = await bringIn(world.services, 'EXCHANGE_P1', { servicePlans: none });
    expect(answer.rejected).toMatchObject([
      { id: skuId('EXCHANGE_P1'), reason: expect.stringContaining('servicePlans') },
    ]);
    const { products } = await world.services.catalogs.of(tenantId, world.now);
    expect(products.get(skuId('EXCHANGE_P1'))?.servicePlans).toHaveLength(1);
  },
);

it.each([
  ['a purge', () => purgeUser(world.services, tenantId, one)],
  [
    'an operation',
    () => {
      const licenses = [{ skuId: skuId('POWER_BI'), disabledPlans: [] }];
      return assignLicenses(world.session(), one, licenses);
    },
  ],
])(
  'A product imported while %s decides keeps the mailbox that it provides',
  async (_, decide: () => Promise<unknown>) => {
    const meeting = new Meeting();
    world = new MemoryWorld(meeting.decorate);
    await world.load([product('EXCHANGE_P1'), product('POWER_BI')], [heldThoughLicensed()]);
    await bringIn(world.services, 'EXCHANGE_P1', { servicePlans: [] });
    world.now = day(31);
    meeting.before = async (_table, writes) => {
      if (!writes.some(({ key }) => key === userKey(one))) return;
      meeting.before = () => Promise.resolve();
      await bringIn(world.services, 'EXCHANGE_P1');
    };
    await decide();
    expect(await mailbox()).toMatchObject({ state: 'provided', generation: 1 });
  },
);

it('Seats of a product that another host brings in meanwhile are read before they are taken', async () => {
  const sku = skuId('EXCHANGE_P1');
  let isThere = false;
  world = new MemoryWorld((tables) =>
    changed(tables, {
      page: async (table, partition, range, options) => {
        const seen = await tables.page(table, partition, range, options);
        if (range.from.startsWith(`S~${sku}`) && !isThere) {
          isThere = true;
          await bringIn({ ...world.services, tables }, 'EXCHANGE_P1');
        }
        return seen;
      },
    }),
  );
  // Of somebody who holds what this host does not know the products are read anew, after the seats.
  await world.load([], [user([direct('ARCHIVE')])]);
  const { id, userPrincipalName } = user([]);
  const value = [{ id, userPrincipalName, assignedLicenses: [{ skuId: sku }] }];
  const answer = await importTenant(world.session(), { kind: 'users', value });
  expect(answer).toMatchObject({ accepted: 1 });
  expect(await world.consumed(sku)).toBe(1);
});
