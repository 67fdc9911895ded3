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
  for (const [name, value] of Object.entries(http.headers)) response.setHeader(name, value);
  if (http.cookies.length > 0) response.setHeader('set-cookie', http.cookies.map(toSetCookie));
  const status = Number(http.statusCode);
  const bytes = toBytes(http);
  if (status !== 204 && status !== 304) response.setHeader('content-length', bytes.length);
  response.writeHead(status).end(bytes);
}

/** node:http leaves the bytes away when the request was a HEAD. */
function toBytes({ body }: HttpResponseData): Uint8Array {
  return body?.bytes ?? Buffer.from(body?.string ?? body?.json ?? '');
}
