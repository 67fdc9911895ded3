import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { TenantClient, startApp } from './running-app.ts';
import { ask } from '../security/ask.ts';
import { RecordedAzurite } from '../security/recorded-azurite.ts';

const perCaller = 5;
let azurite: RecordedAzurite;
let host: StartedHost;
beforeAll(async () => {
  azurite = await RecordedAzurite.start();
  const env = { RATE_LIMIT_PER_CALLER: String(perCaller), RATE_LIMIT_PER_TENANT: '1000' };
  host = await startApp({ azurite: azurite.seen, env });
});
afterAll(async () => {
  await host.stop();
  await azurite.stop();
});

async function newTenant(): Promise<TenantClient> {
  const tenant = new TenantClient(host);
  await tenant.ok('PUT', '/api/tenant', { displayName: 'Contoso' });
  return tenant;
}

/** What was asked of the storage about a tenant. */
function urlsAbout({ tenantId }: TenantClient): number {
  return azurite.recorded.urls.filter((url) => url.includes(tenantId)).length;
}

it('Over the limit the answer is 429 with Retry-After on every API, and nothing is read', async () => {
  const tenant = await newTenant();
  for (let sent = 1; sent < perCaller; sent += 1) await tenant.ok('GET', '/api/products');
  const before = urlsAbout(tenant);
  expect(before).toBeGreaterThan(0);
  for (const path of ['/api/users', '/api/retention.ics', '/v1.0/users', '/beta/users']) {
    const answer = await tenant.send('GET', path);
    expect({ path, status: answer.status }).toEqual({ path, status: 429 });
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
  }
  expect(urlsAbout(tenant)).toBe(before);
  const { tenantId } = tenant;
  const colleague = await host.token({ tenantId, permissions: ['User.Read.All'] });
  expect((await tenant.send('GET', '/api/users', undefined, { token: colleague })).status).toBe(
    200,
  );
});

const Batch = z.object({
  responses: z.array(
    z.object({ status: z.number(), headers: z.record(z.string(), z.string()).optional() }),
  ),
});

it('Each step of a batch counts as a request of its own, and so does the batch', async () => {
  const tenant = await newTenant();
  const requests = Array.from({ length: 20 }, (_, index) => {
    return { id: String(index), method: 'GET', url: '/subscribedSkus' };
  });
  const { responses } = Batch.parse(await tenant.ok('POST', '/v1.0/$batch', { requests }));
  const statuses = responses.map(({ status }) => status).toSorted((a, b) => a - b);
  // One for setting up the tenant, one for the batch itself.
  const steps = perCaller - 2;
  expect(statuses).toEqual([
    ...Array<number>(steps).fill(200),
    ...Array<number>(20 - steps).fill(429),
  ]);
  const refused = responses.find(({ status }) => status === 429);
  expect(Number(refused?.headers?.['Retry-After'])).toBeGreaterThan(0);
  expect((await tenant.send('GET', '/v1.0/users')).status).toBe(429);
});

it('A calendar link has a limit of its own, held before the link is looked up', async () => {
  const tenant = await newTenant();
  const answer = await tenant.ok('POST', '/api/retention/calendar-links', {});
  const { url } = z.object({ url: z.string() }).parse(answer);
  const path = url.slice(host.url.length);
  // One that was never given is counted the same way.
  for (const link of [path, path.replace(/.{4}$/, 'AAAA')]) {
    const read = () => ask(host, { method: 'GET', path: link }, null);
    const statuses: number[] = [];
    for (let sent = 0; sent < perCaller; sent += 1) statuses.push((await read()).status);
    expect(statuses).toEqual(Array<number>(perCaller).fill(link === path ? 200 : 401));
    const before = urlsAbout(tenant);
    expect((await read()).status).toBe(429);
    expect(urlsAbout(tenant)).toBe(before);
  }
});
