import { beforeAll, describe, expect, it } from 'vitest';
import { getUserRoute } from '../../functions/api/get-user.ts';
import { listProductsRoute } from '../../functions/api/list-products.ts';
import { listUsersRoute } from '../../functions/api/list-users.ts';
import { retentionCsvRoute } from '../../functions/api/retention-csv.ts';
import { setSeatsRoute } from '../../functions/api/set-seats.ts';
import { unassignAllRoute } from '../../functions/api/unassign-all.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { product, skuId } from '../../simulation/builders/products.ts';
import { direct, user, userId } from '../../simulation/builders/users.ts';
import { ask, askGraph } from '../in-memory/ask.ts';

const world = new MemoryWorld();
const everybody = Array.from({ length: 90 }, (_, index) => userId(index + 1));

beforeAll(async () => {
  const people = everybody.map((id, index) =>
    user([direct('E3')], {
      id,
      userPrincipalName: `zoë${index}@contoso.com`,
      displayName: 'Zoë 👋',
    }),
  );
  await world.load([product('E3', 99)], people);
});

const list = { view: 'list', top: '90' };

function users(headers: Readonly<Record<string, string>> = {}) {
  return ask(world, listUsersRoute, { query: list, headers });
}

describe('An answer', () => {
  it.each([
    ['br, gzip', 'br'],
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;q=1.0', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0.1', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['br;q=nonsense', null],
    ['identity', null],
    ['deflate', null],
    ['', null],
  ])('to whoever accepts %o comes as %s', async (accepted, encoding) => {
    const answer = await users({ 'accept-encoding': accepted });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(answer.headers.get('content-length')).toBe(String(answer.bytes));
    expect(answer.body).toMatchObject({ value: { length: 90 } });
    expect(JSON.stringify(answer.body)).toContain('Zoë 👋');
  });

  it('says its length in bytes, compressed or not, and is a tenth of its size compressed', async () => {
    const [plain, small] = [await users(), await users({ 'accept-encoding': 'gzip' })];
    expect(plain.bytes).toBe(Buffer.byteLength(JSON.stringify(plain.body)));
    expect(small.body).toEqual(plain.body);
    expect(small.bytes).toBeLessThan(plain.bytes / 10);
  });

  it('that fits into a packet is not compressed, nor one that says no', async () => {
    const headers = { 'accept-encoding': 'br, gzip' };
    const missing = await ask(world, getUserRoute, { params: { userId: userId(999) }, headers });
    expect(missing.status).toBe(404);
    expect(missing.headers.get('content-encoding')).toBeNull();
    expect(missing.headers.get('content-length')).toBe(String(missing.bytes));
  });

  it('of Graph, a file and a change are compressed as well', async () => {
    const headers = { 'accept-encoding': 'gzip' };
    const graph = await askGraph(world, 'GET', '/users?$top=90', { headers });
    expect(graph.body).toMatchObject({ value: { length: 90 } });
    expect(graph.headers.get('content-encoding')).toBe('gzip');
    expect(graph.headers.get('etag')).toBeNull();
    const body = { userIds: everybody.slice(0, 50) };
    const changed = await ask(world, unassignAllRoute, { body, headers });
    expect(changed.headers.get('content-encoding')).toBe('gzip');
    expect(changed.headers.get('etag')).toBeNull();
    const file = await ask(world, retentionCsvRoute, { headers });
    expect(file.headers.get('content-encoding')).toBe('gzip');
    expect(file.body).toContain('Zoë');
  });
});

describe('What somebody has already', () => {
  it('is 304 with nothing in it, in whatever encoding it was had', async () => {
    const first = await users({ 'accept-encoding': 'br' });
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/);
    for (const known of [etag, etag.slice(2), `"other", ${etag}`]) {
      const again = await users({ 'if-none-match': known });
      expect(again).toMatchObject({ status: 304, body: undefined, bytes: 0 });
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('vary')).toBe('Accept-Encoding');
      expect(again.headers.get('cache-control')).toBe('no-store');
      expect(again.headers.get('content-length')).toBeNull();
    }
    expect((await users({ 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('is sent anew once it has changed', async () => {
    const params = { skuId: skuId('E3') };
    const tagOf = async () => (await ask(world, listProductsRoute)).headers.get('etag') ?? '';
    const before = await tagOf();
    expect(await tagOf()).toBe(before);
    await ask(world, setSeatsRoute, { params, body: { enabledUnits: 123 } });
    const headers = { 'if-none-match': before };
    const changed = await ask(world, listProductsRoute, { headers });
    expect(changed).toMatchObject({ status: 200, body: { value: [{ seats: { enabled: 123 } }] } });
  });

  it('is told to nobody who may not read it', async () => {
    const headers = { 'if-none-match': (await users()).headers.get('etag') ?? '' };
    expect((await ask(world, listUsersRoute, { query: list, as: null, headers })).status).toBe(401);
    const as = 'Helpdesk Administrator';
    expect((await ask(world, listUsersRoute, { query: list, as, headers })).status).toBe(403);
  });
});
