import { loadEveryFunction } from './every-function.ts';
import type { HttpRequest } from '@azure/functions';
import type { z } from 'zod';
import type { Right } from '../http/rights.ts';
import type { Principal } from '../http/verify-token.ts';
import type { Session } from '../operations/engine/session.ts';
import type { Settings } from '../settings.ts';

/**
 * Who may call: everybody, whoever has a token of the tenant, a right, a right and otherwise a delegate, which the
 * operation decides, a right and otherwise whoever has a calendar link, or the right of what a job does to its users.
 */
export type Access =
  | 'open'
  | 'signedIn'
  | Right
  | 'ofJob'
  | 'readOrDelegate'
  | 'readOrCalendarLink';

/** The right an access asks for, whoever else may call. */
export function rightOf(access: Exclude<Access, 'open' | 'signedIn' | 'ofJob'>): Right {
  return access === 'readOrDelegate' || access === 'readOrCalendarLink' ? 'read' : access;
}

/** What the API description says of a route, and what its input is parsed with. */
export interface RouteSchema<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in app.http, with {parameters}. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  /** False for what answers before a tenant is set up. */
  readonly needsTenant?: boolean;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: z.ZodType;
  /** JSON where it is not said. */
  readonly contentType?: string;
  /** True where it answers 202: accepted, and done by and by. */
  readonly accepts?: boolean;
}

/** What a handler gets beside its session: everything parsed and checked. */
interface Input<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly principal: Principal;
  readonly request: HttpRequest;
  readonly settings: Settings;
}

interface Answer {
  /** 200 where it is not said. */
  readonly status?: 202;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A route with what it does. */
export interface Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> extends RouteSchema<Params, Query, Body> {
  handle(
    session: Session,
    input: Input<z.output<Params>, z.output<Query>, z.output<Body>>,
  ): Promise<Answer>;
}

const routes: Route[] = [];

/** Notes a route, so that the API description is made of the very schemas that parse the requests. */
export function route<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
>(defined: Route<Params, Query, Body>): Route<Params, Query, Body> {
  routes.push(defined);
  return defined;
}

/** All routes, in the order of path and method; those of functions that nobody has called yet are loaded for it. */
export async function allRoutes(): Promise<readonly Route[]> {
  await loadEveryFunction();
  return routes.toSorted((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
}
