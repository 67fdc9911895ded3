import { z } from 'zod';
import { LocalHostError } from '../../local-host-error.ts';
import type { AppFunction } from '../app/function-app.ts';
import { isDisabled } from '../settings.ts';
import { compileRoute, type RouteParams, type RoutePattern } from './route-pattern.ts';

const HttpBinding = z.object({ route: z.string().optional(), methods: z.array(z.string()) });

interface Route {
  readonly fn: AppFunction;
  readonly path: RoutePattern;
}

export interface RouteMatch {
  readonly fn: AppFunction;
  readonly params: RouteParams;
  /** It answers 404, and no later route gets what it would have taken. */
  readonly isDisabled: boolean;
}

/** All HTTP functions by method, in the order of their names, whose case does not count: the first route that fits wins. */
export class Routes {
  readonly #byMethod = new Map<string, Route[]>();

  constructor(functions: Iterable<AppFunction>, prefix: string) {
    const named = [...functions].toSorted((a, b) =>
      a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1,
    );
    for (const fn of named) {
      if (!isHttp(fn)) continue;
      const { methods, path } = readRoute(fn, prefix);
      for (const method of methods) this.#add(method.toUpperCase(), { fn, path });
    }
  }

  match(method: string, path: string): RouteMatch | null {
    for (const route of this.#byMethod.get(method) ?? []) {
      const params = route.path.read(path);
      if (params !== null) return { fn: route.fn, params, isDisabled: isDisabled(route.fn.name) };
    }
    return null;
  }

  #add(method: string, route: Route): void {
    const routes = this.#byMethod.get(method) ?? [];
    const same = routes.find(({ path }) => path.shape === route.path.shape);
    if (same) {
      throw new LocalHostError(
        `The functions "${same.fn.name}" and "${route.fn.name}" have the same route and method (${method}).`,
      );
    }
    this.#byMethod.set(method, [...routes, route]);
  }
}

export function isHttp(fn: AppFunction): boolean {
  return fn.trigger.binding.type.toLowerCase() === 'httptrigger';
}

/** A function without a route, or with an empty one, answers at its name. */
export function routeTemplate(fn: AppFunction, prefix: string): string {
  return [prefix, routeOf(fn)]
    .map((part) => part.replaceAll(/^\/+|\/+$/g, ''))
    .filter((part) => part !== '')
    .join('/');
}

function routeOf(fn: AppFunction): string {
  const { route = '' } = HttpBinding.parse(fn.trigger.binding);
  return route === '' ? fn.name : route;
}

function readRoute(fn: AppFunction, prefix: string): { methods: string[]; path: RoutePattern } {
  const { methods } = HttpBinding.parse(fn.trigger.binding);
  const route = routeOf(fn);
  if (/^\/*(admin|runtime)/i.test(route)) {
    throw new LocalHostError(
      `The route "${route}" of the function "${fn.name}" conflicts with one of the host's own (admin, runtime).`,
    );
  }
  return { methods, path: compileRoute(routeTemplate(fn, prefix)) };
}
