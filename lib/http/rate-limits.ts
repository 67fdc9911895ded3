import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { UnseatError } from '../errors.ts';
import type { RateLimitSettings } from '../settings.ts';
import type { Principal } from './verify-token.ts';

const windowSeconds = 60;

/** Lets a request in, or refuses it because its caller or its tenant has sent too many. */
export interface RateLimits {
  /** @throws UnseatError tooManyRequests with the seconds to wait */
  admit(sender: Sender): Promise<void>;
  /** The first half of `admit`, for a caller whose tenant is only claimed yet: nobody uses up another tenant's limit. */
  admitCaller(sender: Sender): Promise<void>;
  /** The second half, once the tenant is proven. */
  admitTenant(sender: Sender): Promise<void>;
}

type Sender = Pick<Principal, 'tenantId' | 'caller'>;

/** No limit at all. */
export const noRateLimits: RateLimits = rateLimitsOf({ perCaller: 0, perTenant: 0 });

/**
 * Counts requests per minute in the memory of this instance: several instances let in so many times more. A request
 * over its caller's limit does not count for the tenant, so one loud caller can't silence the others.
 */
export function rateLimitsOf({ perCaller, perTenant }: RateLimitSettings): RateLimits {
  const callers = limiterOf(perCaller);
  const tenants = limiterOf(perTenant);
  const admitCaller = ({ tenantId, caller }: Sender): Promise<void> =>
    take(callers, `${tenantId} ${caller.kind} ${caller.id}`, 'This caller');
  const admitTenant = ({ tenantId }: Sender): Promise<void> =>
    take(tenants, tenantId, 'This tenant');
  return {
    admitCaller,
    admitTenant,
    async admit(sender) {
      await admitCaller(sender);
      await admitTenant(sender);
    },
  };
}

function limiterOf(points: number): RateLimiterMemory | null {
  return points === 0 ? null : new RateLimiterMemory({ points, duration: windowSeconds });
}

async function take(limiter: RateLimiterMemory | null, key: string, who: string): Promise<void> {
  if (limiter === null) return;
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw tooMany(`${who} has sent more than ${limiter.points} requests in a minute`, refusal);
  }
}

function tooMany(what: string, { msBeforeNext }: RateLimiterRes): UnseatError {
  // A clock that was set back in between must not make anybody wait longer than a window.
  const seconds = Math.min(Math.max(Math.ceil(msBeforeNext / 1000), 1), windowSeconds);
  return new UnseatError(
    'tooManyRequests',
    `${what}. Send it again after ${seconds} s, with the same Idempotency-Key if it changes something.`,
    { retryAfterSeconds: seconds },
  );
}
