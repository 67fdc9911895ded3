import type {
  HttpHandler,
  HttpRequest,
  HttpResponseInit,
  InvocationContext,
} from '@azure/functions';
import type { z } from 'zod';
import { UnseatError } from '../errors.ts';
import { TenantId } from '../licensing/ids.ts';
import { toInstant } from '../licensing/time.ts';
import type { Instant } from '../licensing/time.ts';
import type { Call } from '../operations/engine/call.ts';
import type { Services } from '../operations/engine/services.ts';
import { StorageOutage } from '../storage/tables.ts';
import type { Application } from '../http/application.ts';
import type { RequestIds } from './error-answer.ts';
import { errorAnswer } from './error-answer.ts';
import { linkPrincipal } from './link-principal.ts';
import { parseInput, readBody } from '../http/read-input.ts';
import { holdersOf } from '../http/rights.ts';
import type { Route } from './route.ts';
import { rightOf } from './route.ts';
import { securityHeaders } from '../http/security-headers.ts';
import type { Principal } from '../http/verify-token.ts';
import { verifyToken } from '../http/verify-token.ts';

/** What a handler gets: everything parsed and checked. */
export interface Handled<Params, Query, Body> {
  readonly call: Call;
  readonly principal: Principal;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: HttpRequest;
}

export interface Answer {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

type UseCase<Params, Query, Body> = (
  services: Services,
) => (input: Handled<Params, Query, Body>) => Promise<Answer>;

/**
 * Serves a route: verifies the token, checks the right, parses the input, runs the handler, shapes the answer. The one
 * place where errors become answers.
 */
export function serve<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
>(
  application: () => Promise<Application>,
  route: Route<Params, Query, Body>,
  useCase: UseCase<z.output<Params>, z.output<Query>, z.output<Body>>,
): HttpHandler {
  return async (request: HttpRequest, context: InvocationContext): Promise<HttpResponseInit> => {
    const now = toInstant(new Date());
    const ids = requestIdsOf(request, context);
    const safe = securityHeaders(request);
    try {
      const app = await application();
      const principal = await principalOf(app, route, request, now);
      const raw = {
        params: request.params,
        query: Object.fromEntries(request.query),
        body: await readBody(request),
      };
      const { params, query, body } = parseInput(
        { params: route.params, query: route.query, body: route.body },
        raw,
      );
      const call = callOf(request, principal, now);
      const services = { ...app.services, log: (line: string) => context.log(line) };
      const answer = await useCase(services)({ call, principal, params, query, body, request });
      return toResponse(answer.status ?? 200, answer.body, ids, { ...safe, ...answer.headers });
    } catch (error) {
      const known = toUnseatError(error);
      if (known.status >= 500) context.error(`${route.name}: ${known.code}`, describe(error));
      const retry = known.retryAfterSeconds;
      return toResponse(known.status, errorAnswer(known, ids, now), ids, {
        ...safe,
        ...(retry === null ? {} : { 'retry-after': String(retry) }),
        ...(known.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      });
    }
  };
}

/** Nobody; what open routes are called by. */
const nobody: Principal = {
  tenantId: TenantId.parse('00000000-0000-0000-0000-000000000000'),
  cloud: null,
  caller: { id: 'nobody', kind: 'user' },
  rights: new Set(),
};

async function principalOf(
  app: Application,
  { access, name }: Pick<Route, 'access' | 'name'>,
  request: HttpRequest,
  now: Instant,
): Promise<Principal> {
  if (access === 'open') return nobody;
  const linkToken = access === 'readOrCalendarLink' ? request.query.get('token') : null;
  if (linkToken !== null && !request.headers.has('authorization')) {
    return linkPrincipal(app.services.tables, app.rateLimits, linkToken);
  }
  // Setting up a tenant is where its cloud is said first; every other route holds it against the token.
  const principal = await verifyCaller(app, request, now, access !== 'tenant');
  if (access === 'readOrDelegate') {
    if (principal.rights.has('read') || principal.caller.kind === 'user') return principal;
  } else if (principal.rights.has(rightOf(access))) {
    return principal;
  }
  throw new UnseatError(
    'forbidden',
    `The caller may not ${name}. It takes ${holdersOf[rightOf(access)]}.`,
  );
}

/** Whoever sends a request, by its token, unless it has sent too many; the token's cloud has to be the tenant's. */
export async function verifyCaller(
  app: Application,
  request: HttpRequest,
  now: Instant,
  checksCloud = true,
): Promise<Principal> {
  const header = request.headers.get('authorization');
  const principal = await verifyToken(header, app.authorities, app.settings.tokenAudience, now);
  await app.rateLimits.admit(principal);
  if (principal.cloud !== null && checksCloud) {
    const { tenant } = await app.services.catalogs.of(principal.tenantId, now);
    if (tenant.cloud !== principal.cloud) {
      throw new UnseatError(
        'unauthenticated',
        `The token comes from the authority of the cloud '${principal.cloud}', the tenant is one of '${tenant.cloud}'.`,
      );
    }
  }
  return principal;
}

/** Who asks what under which conditions, as a request says it. */
export function callOf(request: HttpRequest, principal: Principal, now: Instant): Call {
  const key = readIdempotencyKey(request.headers.get('idempotency-key'));
  const { tenantId, caller } = principal;
  return {
    tenantId,
    caller,
    now,
    route: `${request.method} ${new URL(request.url).pathname}`,
    idempotencyKey: key,
    isDryRun: request.query.get('dryRun') === 'true',
  };
}

/** The key a repeat is known by. @throws UnseatError invalidRequest */
export function readIdempotencyKey(key: string | null): string | null {
  if (key === null || /^[\x21-\x7e]{1,256}$/.test(key)) return key;
  const message = 'Idempotency-Key: takes 1 to 256 visible ASCII characters.';
  throw new UnseatError('invalidRequest', message, { target: 'Idempotency-Key' });
}

/** The ids of a request; the sender's own is taken when it is a usable one. */
export function requestIdsOf(request: HttpRequest, context: InvocationContext): RequestIds {
  const sent = request.headers.get('client-request-id');
  const isUsable = sent !== null && /^[A-Za-z0-9-]{1,64}$/.test(sent);
  return {
    requestId: context.invocationId,
    clientRequestId: isUsable ? sent : context.invocationId,
  };
}

/** Anything thrown as an error a caller can be told. */
export function toUnseatError(error: unknown): UnseatError {
  if (error instanceof UnseatError) return error;
  const retryAfterSeconds = error instanceof StorageOutage ? (error.retryAfterSeconds ?? 5) : 5;
  return new UnseatError(
    'serviceUnavailable',
    'The request could not be carried out now. Send it again, with the same Idempotency-Key if it changes something.',
    { cause: error, retryAfterSeconds },
  );
}

/** What a log may hold of an error: its kind and place, never a message with somebody's data. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const cause = error.cause instanceof Error ? ` <- ${error.cause.name}` : '';
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '));
  return `${error.name}${cause}\n${frames.slice(0, 6).join('\n')}`;
}

function toResponse(
  status: number,
  body: unknown,
  ids: RequestIds,
  headers: Readonly<Record<string, string>>,
): HttpResponseInit {
  const isText = typeof body === 'string';
  return {
    status,
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    headers: {
      ...(body === undefined || isText
        ? {}
        : { 'content-type': 'application/json; charset=utf-8' }),
      'cache-control': 'no-store',
      'request-id': ids.requestId,
      'client-request-id': ids.clientRequestId,
      ...headers,
    },
  };
}
