import type { HttpHandler } from '@azure/functions';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { readTarget } from '../../dev/host/http/request-target.ts';
import { compileRoute } from '../../dev/host/http/route-pattern.ts';
import type { RoutePattern } from '../../dev/host/http/route-pattern.ts';
import type { Route } from '../../lib/api/route.ts';
import { allRoutes } from '../../lib/api/route.ts';
import { methodsOf, serve } from '../../lib/api/serve.ts';
import { serveUnknown } from '../../lib/api/serve-unknown.ts';
import { answerGraph } from '../../lib/graph/answer-graph.ts';
import type { Runtime } from '../../lib/http/runtime.ts';

interface HttpFunction {
  readonly name: string;
  readonly methods: readonly string[];
  readonly pattern: RoutePattern;
  readonly handler: HttpHandler;
}

// Each trigger file defines its route as it is loaded, as when the host loads the app.
const folder = resolve(import.meta.dirname, '../../functions/api');
await Promise.all(globSync(`${folder}/*.ts`).map((file) => import(file)));

const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Every route of our own API. */
export const apiRoutes: readonly Route[] = await allRoutes();

/** Every HTTP function of the app, as the host knows them. */
export function httpFunctions(runtime: Runtime): readonly HttpFunction[] {
  const api = apiRoutes.map((route) => ({
    name: route.name,
    methods: methodsOf(route),
    pattern: compileRoute(route.path),
    handler: serve(route, runtime).handler,
  }));
  const graph = (['v1.0', 'beta'] as const).map((version): HttpFunction => ({
    name: version === 'beta' ? 'graphBeta' : 'graph',
    methods: everyMethod,
    pattern: compileRoute(`${version}/{*path}`),
    handler: (request, context) => answerGraph(version, request, context, runtime),
  }));
  const unknown = serveUnknown(runtime);
  const rest = {
    name: 'zzUnknown',
    methods: everyMethod,
    pattern: compileRoute(unknown.route ?? ''),
    handler: unknown.handler,
  };
  return [...api, ...graph, rest].toSorted((a, b) =>
    a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1,
  );
}

/** The function that answers an address, with the parameters in its path; the first that fits wins, as in the host. */
export function functionAt(
  functions: readonly HttpFunction[],
  method: string,
  path: string,
): { readonly handler: HttpHandler; readonly params: Record<string, string> } | null {
  const target = readTarget(method, path);
  if (target.kind === 'refused') return null;
  for (const { methods, pattern, handler } of functions) {
    const params = methods.includes(method) ? pattern.read(target.path) : null;
    if (params !== null) return { handler, params };
  }
  return null;
}
