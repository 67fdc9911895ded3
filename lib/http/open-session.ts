import type { HttpRequest, InvocationContext } from '@azure/functions';
import type { Tenant } from '../licensing/tenant.ts';
import type { Instant } from '../licensing/time.ts';
import { unauthenticated } from '../refusals/unauthenticated.ts';
import { sessionOf } from '../operations/engine/session.ts';
import type { Session } from '../operations/engine/session.ts';
import type { Application } from './application.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import type { Principal } from './verify-token.ts';

/** What a session is opened with. */
export interface Opening {
  readonly application: Application;
  readonly request: HttpRequest;
  readonly context: InvocationContext;
  readonly principal: Principal;
  readonly now: Instant;
}

/**
 * Opens the session of a request in the tenant of its token.
 * @param needsTenant false for what answers before a tenant is set up
 * @throws UnseatError notFound for a tenant that is not set up, unauthenticated when its cloud is not the token's
 */
export async function openSession(
  { application, request, context, principal, now }: Opening,
  needsTenant = true,
): Promise<Session> {
  const { tenantId, caller } = principal;
  const services = { ...application.services, log: (line: string): void => context.log(line) };
  const session = sessionOf(services, {
    tenantId,
    caller,
    now,
    route: `${request.method} ${new URL(request.url).pathname}`,
    idempotencyKey: readIdempotencyKey(request.headers.get('idempotency-key')),
    isDryRun: request.query.get('dryRun') === 'true',
  });
  if (needsTenant) await checkTenant(session, principal);
  return session;
}

/**
 * That the tenant of a session is set up, and in the cloud whose authority signed the token.
 * @throws UnseatError notFound, unauthenticated
 */
export async function checkTenant(
  { catalogs, now, log }: Pick<Session, 'catalogs' | 'now' | 'log'>,
  principal: Pick<Principal, 'tenantId' | 'cloud'>,
): Promise<void> {
  const { tenant, damaged } = await catalogs.of(principal.tenantId, now);
  for (const error of damaged.values()) log(error.message);
  refuseOtherAuthority(principal, tenant);
}

/**
 * That a tenant is in the cloud whose authority signed the token.
 * @throws UnseatError unauthenticated
 */
export function refuseOtherAuthority(
  principal: Pick<Principal, 'cloud'>,
  tenant: Pick<Tenant, 'cloud'>,
): void {
  if (principal.cloud !== null && tenant.cloud !== principal.cloud) {
    const clouds = { tokenCloud: principal.cloud, cloud: tenant.cloud };
    throw unauthenticated('cloudOfAnotherTenant', clouds);
  }
}
