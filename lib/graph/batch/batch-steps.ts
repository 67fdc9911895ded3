import { z } from 'zod';
import { parseBody } from '../body.ts';
import { badRequest, GraphError } from '../graph-error.ts';

/** Graph's limit. */
const mostSteps = 20;
/** What an address of its own can have: the host refuses a longer one. */
const longestUrl = 16_384;

const Batch = z.object({
  requests: z
    .array(
      z.object({
        id: z.union([z.string().min(1), z.number().transform(String)]),
        method: z.string().transform((method) => method.toUpperCase()),
        url: z.string().min(1).max(longestUrl, `is over ${longestUrl} characters`),
        headers: z.record(z.string(), z.string()).nullish(),
        body: z.unknown().optional(),
        dependsOn: z.array(z.string()).nullish(),
      }),
    )
    .min(1),
});

/** One request of a batch. */
export interface BatchStep {
  readonly id: string;
  readonly method: string;
  /** Path and query after the version, beginning with a slash. */
  readonly path: string;
  readonly body: unknown;
  readonly dependsOn: readonly string[];
  readonly idempotencyKey: string | null;
}

/** Reads the steps of a batch. @throws GraphError when the batch is wrong as a whole */
export function readSteps(body: unknown): readonly BatchStep[] {
  const { requests } = parseBody(Batch, body);
  if (requests.length > mostSteps) {
    throw new GraphError(
      400,
      'MaximumValueExceeded',
      `Number of batch request steps exceeds the maximum value of ${mostSteps}.`,
    );
  }
  const ids = requests.map(({ id }) => id);
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined)
    throw badRequest(`The batch has several steps with the id '${repeated}'.`);
  return requests.map((step) => {
    const dependsOn = step.dependsOn ?? [];
    const unknown = dependsOn.find((id) => !ids.includes(id) || id === step.id);
    if (unknown !== undefined) {
      throw badRequest(
        `Step '${step.id}' depends on '${unknown}', which is no other step of the batch.`,
      );
    }
    return {
      id: step.id,
      method: step.method,
      path: withoutRoot(step.url),
      body: step.body,
      dependsOn,
      idempotencyKey: headerOf(step.headers ?? {}, 'idempotency-key'),
    };
  });
}

/**
 * Steps in the order they can be carried out: those of one group wait only for those of earlier groups.
 * @throws GraphError when they wait for each other
 */
export function inGroups(steps: readonly BatchStep[]): readonly (readonly BatchStep[])[] {
  const groups: (readonly BatchStep[])[] = [];
  const placed = new Set<string>();
  while (placed.size < steps.length) {
    const ready = steps.filter(
      ({ id, dependsOn }) => !placed.has(id) && dependsOn.every((other) => placed.has(other)),
    );
    if (ready.length === 0) {
      throw badRequest('The steps of the batch depend on each other in a circle.');
    }
    for (const { id } of ready) placed.add(id);
    groups.push(ready);
  }
  return groups;
}

function headerOf(headers: Readonly<Record<string, string>>, wanted: string): string | null {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? null;
}

/** Some clients send the version along. */
function withoutRoot(url: string): string {
  const path = url.startsWith('/') ? url : `/${url}`;
  const version = ['/v1.0/', '/beta/'].find((known) => path.startsWith(known));
  return version === undefined ? path : path.slice(version.length - 1);
}
