import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { UnseatError } from '../errors.ts';
import { tooManyRequests } from '../refusals/callers.ts';
import type { RateLimitSettings } from '../settings.ts';
import type { Principal } from './verify-token.ts';

const windowSeconds = 60;
const mostKnownLinks = 10_000;
/** No caller's key: those have an id of their tenant in front. */
const strangers = 'links nobody knows';

/** Lets a request in, or refuses it because its caller or its tenant has sent too many. */
export interface RateLimits {
  /** @throws UnseatError tooManyRequests with the seconds to wait */
  admit(sender: Sender): Promise<void>;
  /** The first half of `admit`, for a caller whose tenant is only claimed yet: nobody uses up another tenant's limit. */
  admitCaller(sender: Sender): Promise<void>;
  /** The second half, once the tenant is proven. */
  admitTenant(sender: Sender): Promise<void>;
  /** Counts a link that has opened something here for itself, and all others together: whoever invents them. */
  admitLink(sender: Sender): Promise<void>;
  /** A link has opened something: from now on it is counted for itself. */
  knowLink(sender: Sender): Promise<void>;
  /** A link opens nothing any more. */
  forgetLink(sender: Sender): void;
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
    take(callers, keyOf({ tenantId, caller }), 'caller');
  const admitTenant = ({ tenantId }: Sender): Promise<void> => take(tenants, tenantId, 'tenant');
  const known = new Set<string>();
  return {
    admitCaller,
    admitTenant,
    admitLink(sender) {
      if (known.has(keyOf(sender))) return admitCaller(sender);
      return take(callers, strangers, 'unknownCalendarLinks');
    },
    async knowLink(sender) {
      const key = keyOf(sender);
      if (known.has(key)) return;
      const [oldest] = known;
      if (known.size >= mostKnownLinks && oldest !== undefined) known.delete(oldest);
      known.add(key);
      // It was counted among strangers, which it is not.
      await callers?.reward(strangers);
      await admitCaller(sender);
    },
    forgetLink(sender) {
      known.delete(keyOf(sender));
    },
    async admit(sender) {
      await admitCaller(sender);
      await admitTenant(sender);
    },
  };
}

function keyOf({ tenantId, caller }: Sender): string {
  return `${tenantId} ${caller.kind} ${caller.id}`;
}

function limiterOf(points: number): RateLimiterMemory | null {
  return points === 0 ? null : new RateLimiterMemory({ points, duration: windowSeconds });
}

type SenderKind = Parameters<typeof tooManyRequests>[0]['sender'];

async function take(
  limiter: RateLimiterMemory | null,
  key: string,
  sender: SenderKind,
): Promise<void> {
  if (limiter === null) return;
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw tooMany(sender, limiter.points, refusal);
  }
}

function tooMany(sender: SenderKind, most: number, { msBeforeNext }: RateLimiterRes): UnseatError {
  // A clock that was set back in between must not make anybody wait longer than a window.
  const seconds = Math.min(Math.max(Math.ceil(msBeforeNext / 1000), 1), windowSeconds);
  return tooManyRequests(
    { sender, most, retryAfterSeconds: seconds },
    { retryAfterSeconds: seconds },
  );
}
