import type { RouteSchema } from '../route.ts';

/** Whether a route changes something: every one that does can be asked what it would do. */
export function isChanging({ query }: Pick<RouteSchema, 'query'>): boolean {
  return 'dryRun' in query.shape;
}
