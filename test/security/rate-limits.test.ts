import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TenantId } from '../../lib/licensing/ids.ts';
import { noRateLimits, rateLimitsOf } from '../../lib/http/rate-limits.ts';
import type { Principal } from '../../lib/http/verify-token.ts';
import { guid } from '../builders/products.ts';
import { TenantClient, startApp } from '../e2e/running-app.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
});

function caller(id: string, tenant = 1): Principal {
  return {
    tenantId: TenantId.parse(guid(9, tenant)),
    caller: { id, kind: 'user' },
    cloud: null,
    rights: new Set(),
  };
}

describe('A limit per caller', () => {
  it('refuses what is over it, says how long to wait, and lets in again after that', async () => {
    const limits = rateLimitsOf({ perCaller: 2, perTenant: 0 });
    await limits.admit(caller('a'));
    await limits.admit(caller('a'));
    await expect(limits.admit(caller('a'))).rejects.toMatchObject({
      code: 'tooManyRequests',
      status: 429,
      retryAfterSeconds: 60,
    });
    await limits.admit(caller('b'));
    await vi.advanceTimersByTimeAsync(60_000);
    await limits.admit(caller('a'));
  });
});

describe('A limit per tenant', () => {
  it('counts all its callers, and no other tenant', async () => {
    const limits = rateLimitsOf({ perCaller: 0, perTenant: 2 });
    await limits.admit(caller('a'));
    await limits.admit(caller('b'));
    await expect(limits.admit(caller('c'))).rejects.toMatchObject({ status: 429 });
    await limits.admit(caller('a', 2));
  });

  it('does not count what a caller sends over its own limit', async () => {
    const limits = rateLimitsOf({ perCaller: 1, perTenant: 2 });
    await limits.admit(caller('loud'));
    await expect(limits.admit(caller('loud'))).rejects.toMatchObject({ status: 429 });
    await limits.admit(caller('quiet'));
  });
});

it('Zero is no limit', async () => {
  const limits = rateLimitsOf({ perCaller: 0, perTenant: 0 });
  for (let count = 0; count < 50; count += 1) await limits.admit(caller('a'));
  await noRateLimits.admit(caller('a'));
});

it('The app answers 429 with Retry-After, on its own routes and on those of Graph', async () => {
  vi.useRealTimers();
  const host = await startApp({ env: { RATE_LIMIT_PER_CALLER: '2' } });
  try {
    const tenant = new TenantClient(host);
    await tenant.ok('PUT', '/api/tenant', { displayName: 'Contoso' });
    await tenant.ok('GET', '/api/users');
    for (const path of ['/api/users', '/v1.0/users']) {
      const answer = await tenant.send('GET', path);
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  } finally {
    await host.stop();
  }
}, 60_000);
