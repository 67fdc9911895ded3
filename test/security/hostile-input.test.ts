import { beforeAll, expect, it } from 'vitest';
import { guid, skuId } from '../../simulation/builders/products.ts';
import { TenantClient, person } from '../e2e/running-app.ts';
import { MemoryApp } from '../in-memory/memory-app.ts';
import { ask } from './ask.ts';
import { hostileWords } from './hostile-words.ts';
import { allRows } from './stocked-tenant.ts';

let app: MemoryApp;
let tenant: TenantClient;
beforeAll(async () => {
  app = new MemoryApp();
  tenant = new TenantClient(app);
  await tenant.setUp([person(1, ['E3'])]);
});

it.each([
  ['POST', '/api/products/<word>/unassign', { userIds: [guid(3, 1)] }],
  ['POST', '/api/users/<word>/unassign', { skuIds: [skuId('E3')] }],
  ['DELETE', '/api/users/<word>', undefined],
  ['POST', '/api/operations/<word>/undo', undefined],
  ['GET', '/api/users/<word>/data/exchange/items/<word>', undefined],
  ['GET', '/api/users?skipToken=<word>', undefined],
  ['GET', '/api/retention?service=<word>', undefined],
  ['GET', '/v1.0/users?$filter=<word>', undefined],
  ['DELETE', '/v1.0/users/<word>', undefined],
] as const)(
  '%s %s with hostile words is the caller’s mistake, and in full effect changes nothing',
  async (method, path, body) => {
    const token = await tenant.token('Global Administrator');
    const before = allRows(app, tenant);
    for (const [name, word] of Object.entries(hostileWords)) {
      const request = { method, path: path.replaceAll('<word>', word), body };
      const { status } = await ask(app, request, token);
      expect({ name, isRefused: status >= 400 && status < 500 }).toEqual({ name, isRefused: true });
    }
    expect(allRows(app, tenant)).toEqual(before);
  },
);

it.each(['a b', 'é', 'x'.repeat(257)])('An Idempotency-Key %j is refused', async (key) => {
  const bytes = Buffer.from(key).toString('latin1');
  const body = { userIds: [guid(3, 1)] };
  const route = `/api/products/${skuId('E3')}/unassign`;
  const before = allRows(app, tenant);
  expect((await tenant.send('POST', route, body, { key: bytes })).status).toBe(400);
  expect(allRows(app, tenant)).toEqual(before);
});

it('The key of another tenant or another caller is a key like any other', async () => {
  const other = new TenantClient(app);
  await other.setUp([person(1, ['E3'])]);
  const route = `/api/users/${guid(3, 1)}/block`;
  const before = allRows(app, tenant);
  const first = await other.send('POST', route, undefined, { key: 'shared' });
  expect(first.status).toBe(200);
  expect(allRows(app, tenant)).toEqual(before);
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
    const answer = await app.fetch(`${app.url}${path}`, {
      headers: { origin: 'https://elsewhere.example' },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  }
});
