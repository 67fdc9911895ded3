import type { IncomingMessage, ServerResponse } from 'node:http';
import { compileRoute, type RouteParams } from './route-pattern.ts';
import { readBody } from './read-body.ts';
import { sendEmpty } from './send-response.ts';

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** A JSON endpoint of the host itself, outside the app. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  answer(input: { body: unknown; params: RouteParams }): Promise<Answer> | Answer;
}

export function invalidRequest(message: string): Answer {
  return errorAnswer(400, 'invalidRequest', message);
}

export function errorAnswer(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

/** Answers a request with one of the endpoints; false when it is for none of them. */
export function createEndpoints(endpoints: Endpoint[]) {
  const compiled = endpoints.map((endpoint) => ({ endpoint, route: compileRoute(endpoint.path) }));
  return async (request: IncomingMessage, response: ServerResponse, path: string) => {
    for (const { endpoint, route } of compiled) {
      const params = endpoint.method === request.method ? route.read(path) : null;
      if (params === null) continue;
      sendAnswer(response, await answer(endpoint, request, params));
      return true;
    }
    return false;
  };
}

async function answer(
  endpoint: Endpoint,
  request: IncomingMessage,
  params: RouteParams,
): Promise<Answer> {
  if (isFromAnotherSite(request)) {
    return errorAnswer(403, 'forbidden', 'A page of another site may not drive the local host.');
  }
  const read = await readBody(request);
  if (read.kind === 'tooLarge') return { status: 413 };
  const text = read.kind === 'bytes' ? read.bytes.toString() : '';
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    return invalidRequest(`The body is no JSON: ${text.slice(0, 60)}`);
  }
  try {
    return await endpoint.answer({ body, params });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return errorAnswer(500, 'internalServerError', message);
  }
}

/** Any page in the developer's browser can send a request here; only our own pages may be heard. */
function isFromAnotherSite(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin !== undefined && URL.parse(origin)?.host !== host;
}

function sendAnswer(response: ServerResponse, { status, body }: Answer): void {
  if (body === undefined) return sendEmpty(response, status);
  const bytes = Buffer.from(JSON.stringify(body));
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length })
    .end(bytes);
}
