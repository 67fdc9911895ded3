import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Invoke } from '../app/invoke.ts';
import type { HostLog } from '../host-log.ts';
import { createEndpoints, type Endpoint } from './endpoints.ts';
import { readBody } from './read-body.ts';
import { readTarget } from './request-target.ts';
import type { RouteMatch, Routes } from './routes.ts';
import { sendEmpty, sendResult } from './send-response.ts';
import { toRpcRequest } from './to-rpc-request.ts';

export interface HttpParts {
  readonly routes: Routes;
  readonly endpoints: Endpoint[];
  readonly invoke: Invoke;
  readonly log: HostLog;
  /** Called when a function has answered: it may have queued something. */
  onAnswered(): void;
}

export function createRequestHandler(parts: HttpParts) {
  const callEndpoint = createEndpoints(parts.endpoints);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // node:http keeps an unmoved Date of its own.
    response.sendDate = false;
    response.setHeader('date', new Date().toUTCString());
    const target = readTarget(request.method ?? 'GET', request.url ?? '/');
    if (target.kind === 'refused') {
      request.resume();
      return sendEmpty(response, target.status);
    }
    const { path, asSeen } = target;
    if (isOwn(path)) {
      if (await callEndpoint(request, response, path)) return;
    }
    const match = parts.routes.match(request.method ?? 'GET', path);
    if (match && !match.isDisabled)
      return callFunction(parts, { ...match, asSeen }, request, response);
    request.resume();
    sendEmpty(response, 404);
  };
}

function isOwn(path: string): boolean {
  return path.startsWith('/admin/') || path.startsWith('/dev/');
}

interface Call extends RouteMatch {
  /** The path and query that the function sees. */
  readonly asSeen: string;
}

async function callFunction(
  parts: HttpParts,
  { fn, params, asSeen }: Call,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body.kind === 'tooLarge') return sendEmpty(response, 413);
  if (body.kind === 'none' && body.chunked) {
    parts.log.problem(
      `${fn.name}: the request has no Content-Length, so Azure would lose its body.`,
    );
  }
  const bytes = body.kind === 'bytes' ? body.bytes : null;
  try {
    const data = { http: toRpcRequest(request, asSeen, params, bytes) };
    sendResult(response, await parts.invoke(fn, { data }));
  } catch {
    // Logged by invoke. A header the app made wrong also ends here, before anything is sent.
    for (const name of response.getHeaderNames()) if (name !== 'date') response.removeHeader(name);
    sendEmpty(response, 500);
  }
  parts.onAnswered();
}
