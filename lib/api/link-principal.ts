import type { UnseatError } from '../errors.ts';
import { unauthenticated } from '../refusals/unauthenticated.ts';
import { claimOf, findCalendarLink } from '../operations/retention/calendar-links.ts';
import type { Instant } from '../licensing/time.ts';
import type { Tables } from '../storage/tables.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import type { Principal } from '../http/verify-token.ts';

/**
 * Whoever has a calendar link: may read, and is asked for only by the route of the calendar itself. Its limit is held
 * before the link is looked up, one for all links nobody knows here; that of its tenant after it.
 * @throws UnseatError unauthenticated for a link that has ended or was never given, tooManyRequests
 */
export async function linkPrincipal(
  tables: Tables,
  limits: RateLimits,
  token: string,
  now: Instant,
): Promise<Principal> {
  const claim = claimOf(token);
  if (claim === null) throw unknownLink();
  const { tenantId, linkId } = claim;
  const principal: Principal = {
    tenantId,
    cloud: null,
    caller: { id: linkId, kind: 'app' },
    rights: new Set(['read']),
  };
  await limits.admitLink(principal);
  if ((await findCalendarLink(tables, token, now)) === null) {
    limits.forgetLink(principal);
    throw unknownLink();
  }
  await limits.knowLink(principal);
  await limits.admitTenant(principal);
  return principal;
}

function unknownLink(): UnseatError {
  return unauthenticated('calendarLinkEnded', {}, { way: { kind: 'makeCalendarLink' } });
}
