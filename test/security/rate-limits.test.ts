import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TenantId } from '../../lib/licensing/ids.ts';
import { noRateLimits, rateLimitsOf } from '../../lib/http/rate-limits.ts';
import type { Principal } from '../../lib/http/verify-token.ts';
import { guid } from '../../simulation/builders/products.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
});

function caller(id: string, tenant = 1, kind: 'user' | 'app' = 'user'): Principal {
  return {
    tenantId: TenantId.parse(guid(9, tenant)),
    caller: { id, kind },
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

it('A user and an app of the same id have a limit each, and so have those of two tenants', async () => {
  const limits = rateLimitsOf({ perCaller: 1, perTenant: 0 });
  await limits.admit(caller('same'));
  await limits.admit(caller('same', 1, 'app'));
  await limits.admit(caller('same', 2));
  await expect(limits.admit(caller('same', 1, 'app'))).rejects.toMatchObject({ status: 429 });
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

it('A caller whose tenant is only claimed uses up nothing of that tenant', async () => {
  const limits = rateLimitsOf({ perCaller: 0, perTenant: 1 });
  await limits.admitCaller(caller('stranger'));
  await limits.admitCaller(caller('stranger'));
  await limits.admit(caller('a'));
  await expect(limits.admitTenant(caller('link'))).rejects.toMatchObject({ status: 429 });
});

it('Zero is no limit', async () => {
  const limits = rateLimitsOf({ perCaller: 0, perTenant: 0 });
  for (let count = 0; count < 50; count += 1) await limits.admit(caller('a'));
  await noRateLimits.admit(caller('a'));
});
