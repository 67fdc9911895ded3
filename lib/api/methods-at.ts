import type { RouteSchema } from './route.ts';

/** What an address can be asked with, as `Allow` lists it; empty where nothing is. */
export function methodsAt(
  routes: readonly Pick<RouteSchema, 'method' | 'path'>[],
  pathname: string,
): readonly string[] {
  const asked = segmentsOf(pathname);
  const methods = new Set<string>(
    routes.filter(({ path }) => fits(segmentsOf(path), asked)).map(({ method }) => method),
  );
  if (methods.size === 0) return [];
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods, 'OPTIONS'].toSorted();
}

/** The host compares literals without regard to case, and ignores a slash at the end. */
function segmentsOf(path: string): readonly string[] {
  return path.replace(/^\//, '').replace(/\/$/, '').split('/');
}

function fits(route: readonly string[], asked: readonly string[]): boolean {
  return (
    route.length === asked.length &&
    route.every((segment, index) => {
      const said = asked[index] ?? '';
      return segment.startsWith('{') ? said !== '' : segment.toLowerCase() === said.toLowerCase();
    })
  );
}
