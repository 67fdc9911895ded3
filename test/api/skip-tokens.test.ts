import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { listItemsRoute } from '../../functions/api/list-items.ts';
import { listNoticesRoute } from '../../functions/api/list-notices.ts';
import { listOperationsRoute } from '../../functions/api/list-operations.ts';
import { listProductUsersRoute } from '../../functions/api/list-product-users.ts';
import { listRetentionRoute } from '../../functions/api/list-retention.ts';
import { listUndeliveredRoute } from '../../functions/api/list-undelivered.ts';
import { listUsersRoute } from '../../functions/api/list-users.ts';
import { putTenantRoute } from '../../functions/api/put-tenant.ts';
import { retentionCsvRoute } from '../../functions/api/retention-csv.ts';
import { searchMailboxesRoute } from '../../functions/api/search-mailboxes.ts';
import { verifyAuditRoute } from '../../functions/api/verify-audit.ts';
import { putItems } from '../../lib/operations/held-data/put-items.ts';
import { unassignLicenses } from '../../lib/operations/licenses/unassign-licenses.ts';
import { markUndelivered } from '../../lib/operations/notices/undelivered-notices.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, start, user, userId } from '../../simulation/builders/users.ts';
import type { Answered, Asking } from '../in-memory/ask.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const world = new MemoryWorld();
const people = [1, 2, 3, 4].map((id) =>
  user([direct('E3'), direct('POWER_BI')], {
    id: userId(id),
    userPrincipalName: `p${id}@contoso.com`,
  }),
);

beforeAll(async () => {
  await world.load([product('E3', 9), product('POWER_BI', 9)], people);
  for (const id of [userId(3), userId(4)]) {
    const item = { name: 'word', contentType: 'text/plain', sizeBytes: 1, createdAt: start };
    const items = ['a', 'b'].map((itemId) => ({ ...item, itemId, content: 'words' }));
    await putItems(world.session(), id, 'exchange', items);
  }
  for (const id of [userId(1), userId(2)]) {
    for (const sku of [skuId('E3'), skuId('POWER_BI')]) {
      const request = { path: 'activeUser', userIds: [id], skuIds: [sku] } as const;
      await unassignLicenses(world.session(), request);
    }
    await markUndelivered(world.services, {
      v: 1,
      kind: 'purgeSoon',
      tenantId: world.store.tenantId,
      userId: id,
      service: 'exchange',
      operationId: null,
      at: start,
      until: start,
      daysBefore: 7,
      itemCount: null,
      sizeBytes: null,
    });
  }
});

type Query = Readonly<Record<string, string>>;
type Ask = (query: Query, asking?: Asking) => Promise<Answered>;

const users =
  (filter: Query): Ask =>
  (query, as) =>
    ask(world, listUsersRoute, { query: { ...filter, ...query }, ...as });
const holders =
  (name: 'E3' | 'POWER_BI'): Ask =>
  (query, as) => {
    const params = { skuId: skuId(name) };
    return ask(world, listProductUsersRoute, { query, params, ...as });
  };
const retention =
  (filter: Query): Ask =>
  (query, as) =>
    ask(world, listRetentionRoute, { query: { ...filter, ...query }, ...as });
const operations =
  (filter: Query): Ask =>
  (query, as) =>
    ask(world, listOperationsRoute, { query: { ...filter, ...query }, ...as });
const items =
  (id: number): Ask =>
  (query, as) => {
    const params = { userId: userId(id), service: 'exchange' };
    return ask(world, listItemsRoute, { query, params, ...as });
  };
const search =
  (words: string): Ask =>
  (query, as) =>
    ask(world, searchMailboxesRoute, { query, body: { query: words }, ...as });

const lists: Readonly<Record<string, Ask>> = {
  users: users({}),
  'users found by a name': users({ search: 'p' }),
  'active users': users({ state: 'active' }),
  'holders of a product': holders('E3'),
  'holders of another product': holders('POWER_BI'),
  retention: retention({}),
  'held mailboxes': retention({ service: 'exchange' }),
  operations: operations({}),
  'operations of a user': operations({ userId: userId(1) }),
  notices: (query, as) => ask(world, listUndeliveredRoute, { query, ...as }),
  'notices of both kinds': (query, as) => ask(world, listNoticesRoute, { query, ...as }),
  items: items(3),
  'items of another user': items(4),
  search: search('word'),
  'another search': search('words'),
};

const Linked = z.object({ nextLink: z.string() });

async function tokenOf(list: Ask): Promise<string> {
  const { body } = await list({ top: '1' });
  return new URL(Linked.parse(body).nextLink).searchParams.get('skipToken') ?? '';
}

const refused = {
  status: 400,
  body: {
    error: {
      code: 'invalidRequest',
      target: 'skipToken',
      message: expect.stringContaining('leave the token out to start again'),
    },
  },
};

it.each(Object.keys(lists))('%s go on by their own token and by no other list’s', async (name) => {
  for (const [other, list] of Object.entries(lists)) {
    const answered = await (lists[name] ?? list)({ top: '1', skipToken: await tokenOf(list) });
    expect([other, answered]).toMatchObject([other, other === name ? { status: 200 } : refused]);
  }
});

it.each(Object.keys(lists))('%s take no forged token', async (name) => {
  const list = lists[name] ?? users({});
  const text = Buffer.from(await tokenOf(list), 'base64url').toString();
  const position = /"from":"([^"]*)"/.exec(text)?.[1] ?? '';
  for (const forged of ['T', 'U', 'O~', 'A'.repeat(1500), '~~~']) {
    const skipToken = Buffer.from(text.replace(position, forged)).toString('base64url');
    expect(await list({ skipToken })).toMatchObject(refused);
  }
  expect(await list({ skipToken: 'nonsense' })).toMatchObject(refused);
});

it('leads nowhere in another tenant', async () => {
  const asking = { tenantId: '00000009-0000-4000-8000-000000000002' };
  const body = { displayName: 'Fabrikam', cloud: 'worldwide' };
  expect(await ask(world, putTenantRoute, { body, ...asking })).toMatchObject({ status: 200 });
  const skipToken = await tokenOf(users({}));
  expect(await users({})({ skipToken }, asking)).toMatchObject(refused);
});

it('goes on with another page size, and as a file', async () => {
  const skipToken = await tokenOf(retention({}));
  expect(await retention({})({ top: '2', skipToken })).toMatchObject({ status: 200 });
  expect(await ask(world, retentionCsvRoute, { query: { skipToken } })).toMatchObject({
    status: 200,
  });
  const other = { skipToken, service: 'exchange' };
  expect(await ask(world, retentionCsvRoute, { query: other })).toMatchObject(refused);
});

it('is no token of an audit that is verified', async () => {
  const skipToken = await tokenOf(operations({}));
  expect(await ask(world, verifyAuditRoute, { query: { skipToken } })).toMatchObject(refused);
});

it.each([
  '$filter=accountEnabled eq false',
  '$search="displayName:p"',
  '$orderby=displayName',
  `$filter=assignedLicenses/any(l:l/skuId eq ${skuId('E3')})`,
])('a $skiptoken of all users is none of %s', async (query) => {
  const headers = { consistencylevel: 'eventual' };
  const first = await askGraph(world, 'GET', '/users?$top=1');
  const link = z.object({ '@odata.nextLink': z.string() }).parse(first.body)['@odata.nextLink'];
  const token = new URL(link).searchParams.get('$skiptoken') ?? '';
  expect(await askGraph(world, 'GET', `/users?$top=1&$skiptoken=${token}`)).toMatchObject({
    status: 200,
  });
  const path = `/users?$count=true&${query}&$skiptoken=${token}`;
  expect(await askGraph(world, 'GET', path, { headers })).toMatchObject({
    status: 400,
    body: { error: { message: expect.stringContaining('not one that this list gave') } },
  });
});
