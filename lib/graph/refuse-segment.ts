import type { GraphError } from './graph-error.ts';
import { badRequest, unsupportedQuery } from './graph-error.ts';
import { matchRoute } from './match-route.ts';
import { isDelta } from './reserved-names.ts';

const casts: readonly string[] = ['user', 'group'];

/** The refusal of a path no route has: names the segment that failed, and what there is under what came before it. */
export function refuseSegment(paths: readonly string[], segments: readonly string[]): GraphError {
  const matches = paths.map((path) => ({ path, ...matchRoute(path, segments) }));
  const depth = Math.max(...matches.map(({ matched }) => matched.length));
  const nearest = matches.filter(({ matched }) => matched.length === depth);
  const before = nearest[0]?.matched ?? [];
  const failed = nearest[0]?.failed;
  if (failed !== undefined && isDelta(failed)) {
    return unsupportedQuery(
      `the function 'delta': Unseat keeps no list of changes. Read the list itself, GET /${before.join('/')}, and compare.`,
    );
  }
  const next = nearest.flatMap(({ path }) => path.split('/').slice(depth, depth + 1)).map(shown);
  const answered = [...new Set(depth === 0 ? [...next, '$batch'] : next)].join(', ');
  const under = depth === 0 ? '' : `Under '${before.map(shown).join('/')}' `;
  const these = answered === '' ? 'nothing more' : answered;
  return badRequest(
    `Resource not found for the segment '${failed ?? segments.at(-1) ?? ''}'. ${under}Unseat answers ${these}.`,
  );
}

/** Types are shown as clients write them. */
function shown(part: string): string {
  return casts.includes(part) ? `microsoft.graph.${part}` : part;
}
