import type { ServerResponse } from 'node:http';
import type { HttpResponseData, InvocationResponse } from '../app/core-types.ts';
import { toSetCookie } from './to-set-cookie.ts';

export function sendEmpty(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  response.writeHead(status, status === 204 ? {} : { 'content-length': '0' }).end();
}

/** A function that returns nothing answers 204. */
export function sendResult(response: ServerResponse, result: InvocationResponse): void {
  const http = result.returnValue?.http;
  if (!http || !('statusCode' in http)) return sendEmpty(response, 204);
  for (const [name, value] of Object.entries(http.headers)) {
    // node:http takes Latin-1 too; the real host answers 500 for it.
    if (/[^\t -~]/.test(value))
      throw new TypeError(`The header ${name} has a value that is not ASCII.`);
    response.setHeader(name, value);
  }
  if (http.cookies.length > 0) response.setHeader('set-cookie', http.cookies.map(toSetCookie));
  const status = Number(http.statusCode);
  const bytes = toBytes(http);
  const isHead = response.req.method === 'HEAD';
  const length = response.getHeader('content-length');
  // The real host's server cuts the connection too, in the middle of the body.
  if (length !== undefined && !isHead && status !== 304 && Number(length) !== bytes.length) {
    return void response.destroy();
  }
  if (length === undefined && bytes.length === 0 && status !== 204 && status !== 304 && !isHead) {
    response.setHeader('content-length', 0);
  }
  // Else with the length that the app gave, or in chunks: the host adds none to a body.
  response.writeHead(status).end(bytes);
}

/** node:http leaves the bytes away when the request was a HEAD. */
function toBytes({ body }: HttpResponseData): Uint8Array {
  return body?.bytes ?? Buffer.from(body?.string ?? body?.json ?? '');
}
