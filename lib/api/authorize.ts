import type { HttpRequest } from '@azure/functions';
import type { Application } from '../http/application.ts';
import { forbiddenWithout } from '../http/rights.ts';
import { verifyCaller } from '../http/verify-caller.ts';
import type { Principal } from '../http/verify-token.ts';
import { TenantId } from '../licensing/ids.ts';
import type { Instant } from '../licensing/time.ts';
import { forbiddenJobs, rightsOfJobs } from './jobs/job-rights.ts';
import { linkPrincipal } from './link-principal.ts';
import type { RouteSchema } from './route.ts';
import { rightOf } from './route.ts';

/** Nobody; what open routes are called by. */
const nobody: Principal = {
  tenantId: TenantId.parse('00000000-0000-0000-0000-000000000000'),
  cloud: null,
  caller: { id: 'nobody', kind: 'user' },
  rights: new Set(),
};

/**
 * Who calls a route, if they may.
 * @throws UnseatError unauthenticated, tooManyRequests, forbidden
 */
export async function authorize(
  app: Application,
  { access }: Pick<RouteSchema, 'access'>,
  request: HttpRequest,
  now: Instant,
): Promise<Principal> {
  if (access === 'open') return nobody;
  const linkToken = access === 'readOrCalendarLink' ? request.query.get('token') : null;
  if (linkToken !== null && !request.headers.has('authorization')) {
    return linkPrincipal(app.services.tables, app.rateLimits, linkToken, now);
  }
  const principal = await verifyCaller(app, request, now);
  if (access === 'signedIn') return principal;
  if (access === 'ofJob') {
    // Which of them a job takes, its action says.
    if (rightsOfJobs.some((right) => principal.rights.has(right))) return principal;
    throw forbiddenJobs();
  }
  if (access === 'readOrDelegate') {
    if (principal.rights.has('read') || principal.caller.kind === 'user') return principal;
  } else if (principal.rights.has(rightOf(access))) {
    return principal;
  }
  throw forbiddenWithout(rightOf(access));
}
