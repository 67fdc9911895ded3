import type { z } from 'zod';
import type { Right } from '../http/rights.ts';

/**
 * Who may call: everybody, a right, a right and otherwise a delegate, which the operation decides, or a right and
 * otherwise whoever has a calendar link.
 */
export type Access = 'open' | Right | 'readOrDelegate' | 'readOrCalendarLink';

/** The right an access asks for, whoever else may call. */
export function rightOf(access: Exclude<Access, 'open'>): Right {
  return access === 'readOrDelegate' || access === 'readOrCalendarLink' ? 'read' : access;
}

/** A route: what the API description says of it and what its input is parsed with. */
export interface Route<
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
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: z.ZodType;
  /** JSON where it is not said. */
  readonly contentType?: string;
}

const routes: Route[] = [];

/** Notes a route, so that the API description is made of the very schemas that parse the requests. */
export function defineRoute<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
>(route: Route<Params, Query, Body>): Route<Params, Query, Body> {
  routes.push(route);
  return route;
}

/** All routes, in the order of path and method. */
export function definedRoutes(): readonly Route[] {
  return routes.toSorted((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
}
