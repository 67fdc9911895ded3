import pMap from 'p-map';
import type { BatchStep } from './batch-steps.ts';
import { inGroups, readSteps } from './batch-steps.ts';
import { describeFailure } from '../../http/failure.ts';
import { readIdempotencyKey } from '../../http/idempotency-key.ts';
import { dispatch } from '../dispatch.ts';
import { badRequest, GraphError } from '../graph-error.ts';
import type { GraphAnswer, GraphRequest } from '../graph-request.ts';
import { ok } from '../graph-request.ts';
import type { GraphResponse } from '../graph-response.ts';
import { toErrorResponse, toGraphResponse } from '../graph-response.ts';
import { pathSegments, refuseDotSegments } from '../path-segments.ts';

/** Steps carried out side by side: more would only wait for each other's users and seats. */
const stepsAtOnce = 4;

/** Whether a request is a batch; a batch inside a batch is none, as in Graph. */
export function isBatch({ segments }: GraphRequest): boolean {
  return segments.length === 1 && segments[0]?.toLowerCase() === '$batch';
}

/**
 * POST /$batch: up to 20 requests, each with a status of its own. A step waits for those it depends on and is 424 when
 * one of them failed; the rest go side by side.
 * @param admit lets a step in or throws: each counts as a request, or a batch would be a way around the limits
 * @throws GraphError for a batch that is wrong as a whole; nothing is carried out then
 */
export async function batch(
  request: GraphRequest,
  admit: () => Promise<void>,
): Promise<GraphAnswer> {
  if (request.method !== 'POST') {
    throw badRequest('Specified HTTP method is not allowed for the request target.');
  }
  const steps = readSteps(request.body);
  const done = new Map<string, GraphResponse>();
  for (const group of inGroups(steps)) {
    const answers = await pMap(group, (step) => carryOut({ request, admit }, step, done), {
      concurrency: stepsAtOnce,
    });
    for (const [index, { id }] of group.entries()) {
      const answer = answers[index];
      if (answer !== undefined) done.set(id, answer);
    }
  }
  return ok({ responses: steps.map(({ id }) => ({ id, ...done.get(id) })) });
}

async function carryOut(
  outer: { readonly request: GraphRequest; readonly admit: () => Promise<void> },
  step: BatchStep,
  done: ReadonlyMap<string, GraphResponse>,
): Promise<GraphResponse> {
  const { session, ids } = outer.request;
  try {
    const failed = step.dependsOn.find((id) => (done.get(id)?.status ?? 500) >= 400);
    if (failed !== undefined) {
      throw new GraphError(
        424,
        'FailedDependency',
        `The step '${failed}' this one depends on has failed.`,
      );
    }
    await outer.admit();
    return toGraphResponse(await dispatch(requestOf(outer.request, step)));
  } catch (error) {
    const response = toErrorResponse(error, ids, session.now);
    if (response.status >= 500) {
      const what = `graph: a step of a batch ended with ${response.status}, request ${ids.requestId}`;
      session.log(`${what} ${describeFailure(error)}`);
    }
    return response;
  }
}

/** A step as a request of its own, by the same caller at the same moment. */
function requestOf(outer: GraphRequest, step: BatchStep): GraphRequest {
  refuseDotSegments(step.path);
  // In front of the whole path, so that nothing in it is read as another host.
  const { pathname, searchParams } = new URL(`https://batch.invalid${step.path}`);
  const { session } = outer;
  const outerKey = session.idempotencyKey === null ? null : `${session.idempotencyKey} ${step.id}`;
  return {
    ...outer,
    method: step.method,
    segments: pathSegments(step.method, pathname),
    query: searchParams,
    body: step.body,
    session: {
      ...session,
      route: `${step.method} ${new URL(outer.root).pathname}${pathname}`,
      idempotencyKey: readIdempotencyKey(step.idempotencyKey) ?? outerKey,
    },
  };
}
