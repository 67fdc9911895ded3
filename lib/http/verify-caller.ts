import type { HttpRequest } from '@azure/functions';
import type { Instant } from '../licensing/time.ts';
import type { Application } from './application.ts';
import type { Principal } from './verify-token.ts';
import { verifyToken } from './verify-token.ts';

/**
 * Whoever sends a request, by its token, unless it has sent too many.
 * @throws UnseatError unauthenticated, tooManyRequests, serviceUnavailable when the keys can't be fetched
 */
export async function verifyCaller(
  { authorities, settings, rateLimits }: Application,
  request: HttpRequest,
  now: Instant,
): Promise<Principal> {
  const header = request.headers.get('authorization');
  const principal = await verifyToken(header, authorities, settings.tokenAudience, now);
  await rateLimits.admit(principal);
  return principal;
}
