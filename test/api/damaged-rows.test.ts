import { beforeEach, describe, expect, it } from 'vitest';
import { createCalendarLinkRoute } from '../../functions/api/create-calendar-link.ts';
import { getCalendarRoute } from '../../functions/api/get-calendar.ts';
import { importTenantRoute } from '../../functions/api/import-tenant.ts';
import { listCalendarLinksRoute } from '../../functions/api/list-calendar-links.ts';
import { listItemsRoute } from '../../functions/api/list-items.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { listProductUsersRoute } from '../../functions/api/list-product-users.ts';
import { listProductsRoute } from '../../functions/api/list-products.ts';
import { listRetentionRoute } from '../../functions/api/list-retention.ts';
import { listUndeliveredRoute } from '../../functions/api/list-undelivered.ts';
import { listUsersRoute } from '../../functions/api/list-users.ts';
import { retentionCsvRoute } from '../../functions/api/retention-csv.ts';
import { retentionIcsRoute } from '../../functions/api/retention-ics.ts';
import { searchMailboxesRoute } from '../../functions/api/search-mailboxes.ts';
import { verifyAuditRoute } from '../../functions/api/verify-audit.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { markUndelivered } from '../../lib/operations/notices/undelivered-notices.ts';
import { NoticeMessage } from '../../lib/messages/notices.ts';
import { nameKey } from '../../lib/storage/rows/name-row.ts';
import { Vault } from '../../lib/storage/vault.ts';
import { MemoryWorld, tenantId } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import {
  day,
  direct,
  groupId,
  operationId,
  user,
  userId,
} from '../../simulation/builders/users.ts';
import type { Answered } from '../in-memory/ask.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const secret = 'content of somebody';
const people = [1, 2, 3, 4].map((number) =>
  user([direct('E3'), direct('POWER_BI')], {
    id: userId(number),
    userPrincipalName: `u${number}@contoso.com`,
  }),
);

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld();
  await world.load([product('E3'), product('POWER_BI')], people);
  const vault = new Vault(world.memory, tenantId);
  const place = { userId: userId(1), service: 'exchange', generation: 1 } as const;
  const items = ['mail-1', 'mail-2'].map((itemId) => ({
    itemId,
    name: 'Offer',
    contentType: 'text/plain',
    content: 'offer',
    sizeBytes: 5,
    createdAt: day(-1),
  }));
  await vault.put(place, items);
  for (const number of [3, 4]) {
    const of = { userIds: [userId(number)], skuIds: 'allDirect' } as const;
    await unassignLicenses(world.session(), { path: 'activeUsers', ...of });
    const notice = NoticeMessage.parse({
      v: 1,
      kind: 'purgeSoon',
      tenantId,
      userId: userId(number),
      service: 'exchange',
      operationId,
      at: world.now,
      until: day(30),
      daysBefore: 7,
      itemCount: null,
      sizeBytes: null,
    });
    await markUndelivered(world.services, notice);
    await ask(world, createCalendarLinkRoute, { body: { name: `link ${number}` } });
  }
  await world.handleMessages();
  const body = {
    kind: 'groups',
    value: [1, 2].map((id) => ({ id: groupId(id), displayName: 'A' })),
  };
  await ask(world, importTenantRoute, { body });
  await world.handleMessages();
});

/** Writes over the last row whose key fits what nobody of this app has written. */
async function damage(fits: RegExp): Promise<string> {
  const table = fits.test('exchange~') ? 'vault' : 'licensing';
  const row = world.memory.all(table).findLast(({ key }) => fits.test(key));
  if (row === undefined) throw new Error(`no row ${fits}`);
  const properties = { doc0: JSON.stringify({ at: secret, [secret]: secret }) };
  await world.memory.submit(table, row.partition, [{ kind: 'put', key: row.key, properties }]);
  world.services.catalogs.forget(tenantId);
  return row.key;
}

const query = { top: '50' };
const search = { query, body: { query: 'offer' } };
const lists: Readonly<Record<string, () => Promise<Answered>>> = {
  users: () => ask(world, listUsersRoute, { query }),
  productUsers: () => ask(world, listProductUsersRoute, { query, params: { skuId: skuId('E3') } }),
  products: () => ask(world, listProductsRoute),
  operations: () => ask(world, listOperationsRoute, { query }),
  retention: () => ask(world, listRetentionRoute, { query }),
  csv: () => ask(world, retentionCsvRoute),
  ics: () => ask(world, retentionIcsRoute),
  calendar: () => ask(world, getCalendarRoute),
  links: () => ask(world, listCalendarLinksRoute),
  undelivered: () => ask(world, listUndeliveredRoute, { query }),
  items: () =>
    ask(world, listItemsRoute, { query, params: { userId: userId(1), service: 'exchange' } }),
  search: () => ask(world, searchMailboxesRoute, search),
  graphUsers: () => askGraph(world, 'GET', '/users'),
  graphHolders: () =>
    askGraph(
      world,
      'GET',
      `/users?$filter=assignedLicenses/any(x:x/skuId eq ${skuId('E3')})`.replaceAll(' ', '%20'),
    ),
  graphName: () =>
    askGraph(world, 'GET', `/users?$filter=userPrincipalName%20eq%20'u1@contoso.com'`),
  graphSkus: () => askGraph(world, 'GET', '/subscribedSkus'),
  audit: () => ask(world, verifyAuditRoute),
};

/** How many values an answer has; lines of a file, where it is one. */
function countOf({ body }: Answered): number {
  if (typeof body === 'string') return body.split('\r\n').length;
  const { value } = Object(body);
  return Array.isArray(value) ? value.length : 0;
}

const rowOf = (number: number): RegExp => new RegExp(`^U~${userId(number)}`);

describe.each<[string, RegExp, readonly (keyof typeof lists)[]]>([
  ['user', rowOf(2), ['users', 'productUsers', 'graphUsers', 'graphHolders']],
  ['user with held data', rowOf(4), ['users', 'retention', 'csv', 'graphUsers']],
  ['name', new RegExp(nameKey('u1@contoso.com')), ['graphName']],
  ['product', /^S~[^~]*$/, ['products', 'graphSkus']],
  ['seat delta', /^S~.*~d~/, ['products', 'graphSkus']],
  ['group', /^G~/, []],
  ['operation', /^O~\w+$/, ['operations']],
  ['audit line', /^E~/, ['operations']],
  ['wake-up', /^D~[^~]*~[^O]/, []],
  ['undelivered notice', /^X~/, ['undelivered']],
  ['calendar link', /^C~/, ['links']],
  ['item', /^exchange~/, ['items', 'search']],
  ['chain line', /^J~/, []],
])('A damaged %s', (_, fits, shorter) => {
  it('is left out of lists and named in the log without its content, and fails no list', async () => {
    const before = await Promise.all(
      Object.values(lists).map(async (list) => countOf(await list())),
    );
    const key = await damage(fits);
    const left: string[] = [];
    for (const [index, [name, list]] of Object.entries(lists).entries()) {
      const answer = await list();
      expect([name, answer.status]).toEqual([name, 200]);
      expect(JSON.stringify(answer.body)).not.toContain(secret);
      if (countOf(answer) < (before[index] ?? 0)) left.push(name);
    }
    expect(left).toEqual(shorter);
    await world.sweep();
    expect(world.log.filter((line) => line.includes(`row '${key}' is damaged`))).not.toEqual([]);
    expect(world.log.join('')).not.toContain(secret);
  });
});

it('Whose row is damaged is named by a search, since nothing is known of the mailbox', async () => {
  await damage(rowOf(2));
  const leftOut = { userId: userId(2), state: null, reason: expect.stringContaining('damaged') };
  for (const userIds of [undefined, [userId(2)]]) {
    const body = { ...search.body, ...(userIds && { userIds }) };
    const answer = await ask(world, searchMailboxesRoute, { query, body });
    expect(answer.body).toMatchObject({
      leftOut: expect.arrayContaining([expect.objectContaining(leftOut)]),
    });
  }
});
