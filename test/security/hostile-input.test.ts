import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { guid, skuId } from '../builders/products.ts';
import { TenantClient, person, rowsOf, startApp } from '../e2e/running-app.ts';

let host: StartedHost;
let tenant: TenantClient;
beforeAll(async () => {
  host = await startApp();
  tenant = new TenantClient(host);
  await tenant.setUp([person(1, ['E3'])]);
}, 60_000);
afterAll(() => host.stop());

const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
const words = {
  apostrophe: "'",
  comma: ',',
  percent: '%25',
  'encoded slash': '%2f..%2f..',
  backslash: '%5c',
  hash: '%23',
  'question mark': '%3f',
  NUL: '%00',
  tilde: '~',
  '513 characters': 'x'.repeat(513),
  __proto__: '__proto__',
  constructor: 'constructor',
  'a closed filter': "x' or '1' eq '1",
  'broken UTF-8': '%ff%fe',
};

async function rows(): Promise<readonly unknown[]> {
  const tables = ['licensing', 'vault', 'wakeups'] as const;
  return (
    await Promise.all(tables.map((table) => rowsOf(host.azurite, table, tenant.tenantId)))
  ).flat();
}

async function ask(method: string, path: string, body?: string): Promise<Response> {
  return fetch(`${host.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await tenant.token('Global Administrator')}`,
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body }),
  });
}

describe.each(Object.entries(words))('%s', (_, word) => {
  it.each([
    ['POST', (text: string) => `/api/products/${text}/unassign`],
    ['DELETE', (text: string) => `/api/users/${text}`],
    ['POST', (text: string) => `/api/operations/${text}/undo`],
    ['GET', (text: string) => `/api/users/${text}/data/exchange/items/${text}`],
    ['GET', (text: string) => `/api/users?skipToken=${text}`],
    ['GET', (text: string) => `/api/retention?service=${text}`],
    ['GET', (text: string) => `/v1.0/users?$filter=${text}`],
    ['GET', (text: string) => `/v1.0/users/${text}`],
  ] as const)(
    '%s %s is refused as the caller’s mistake, and changes no row',
    async (method, path) => {
      const before = await rows();
      const { status } = await ask(method, path(word), method === 'POST' ? '{}' : undefined);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(await rows()).toEqual(before);
    },
  );
});

it.each([
  ['ten thousand lists in each other', `{"userIds":${deep}}`],
  ['__proto__ as a property', `{"__proto__":{"isAdmin":true},"userIds":["${guid(3, 1)}"]}`],
  [
    'constructor as a property',
    `{"constructor":{"prototype":{"a":1}},"userIds":["${guid(3, 1)}"]}`,
  ],
  ['numbers for ids', '{"userIds":[1]}'],
  ['an object for a list', '{"userIds":{"0":"a"}}'],
  ['null', 'null'],
  ['11 MB', JSON.stringify({ userIds: ['x'.repeat(11_000_000)] })],
])('A body of %s is refused and changes no row', async (_, body) => {
  const before = await rows();
  const { status } = await ask('POST', `/api/products/${skuId('E3')}/unassign`, body);
  expect([400, 413]).toContain(status);
  expect(await rows()).toEqual(before);
});

it.each(['a b', 'é', 'x'.repeat(257)])('An Idempotency-Key %j is refused', async (key) => {
  const bytes = Buffer.from(key).toString('latin1');
  const body = { userIds: [guid(3, 1)] };
  const route = `/api/products/${skuId('E3')}/unassign`;
  const before = await rows();
  expect((await tenant.send('POST', route, body, { key: bytes })).status).toBe(400);
  expect(await rows()).toEqual(before);
});

it('The key of another tenant or another caller is a key like any other', async () => {
  const other = new TenantClient(host);
  await other.setUp([person(1, ['E3'])]);
  const route = `/api/users/${guid(3, 1)}/block`;
  const before = await rows();
  const first = await other.send('POST', route, undefined, { key: 'shared' });
  expect(first.status).toBe(200);
  expect(await rows()).toEqual(before);
  const own = await tenant.send('POST', route, undefined, { key: 'shared' });
  expect(own.status).toBe(200);
  expect(own.body).not.toEqual(first.body);
  const colleague = await tenant.send('POST', `/api/users/${guid(3, 1)}/unblock`, undefined, {
    key: 'shared',
    userId: guid(3, 77),
  });
  expect(colleague.status).toBe(200);
});

it('Answers allow no other origin, and tell browsers to be careful', async () => {
  for (const path of ['/api/health', '/api/users', '/v1.0/users']) {
    const answer = await fetch(`${host.url}${path}`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  }
});
