import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { HttpRequest } from '@azure/functions';
import type { HttpHandler, HttpResponseInit } from '@azure/functions';
import type { z } from 'zod';
import { refusedBody } from '../../lib/api/openapi/refused-answers.ts';
import type { Route, RouteSchema } from '../../lib/api/route.ts';
import { serve } from '../../lib/api/serve.ts';
import { answerGraph } from '../../lib/graph/answer-graph.ts';
import type { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { tenantId as tenantOfWorld } from '../../simulation/builders/memory-world.ts';
import { invoke } from './memory-app.ts';
import { runtimeOf } from './runtime.ts';
import type { Issuer } from './tokens.ts';
import { issueToken } from './tokens.ts';

/** Who asks: a user with these roles, an app with these permissions, or nobody. */
export interface Asking {
  readonly as?: string | readonly string[] | { readonly permissions: string[] } | null;
  readonly userId?: string;
  /** As whom the token names the user. */
  readonly name?: string;
  readonly tenantId?: string;
  readonly issuer?: Issuer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is asked of a route. */
export interface Question extends Asking {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** JSON as it was read, other types as text. */
  readonly body: unknown;
  /** How many bytes went over the wire. */
  readonly bytes: number;
}

const origin = 'https://unseat.example';

/** Asks a route: a whole request with its token, rights, parsing and answer, in memory. */
export async function ask<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
>(
  world: MemoryWorld,
  route: Route<Params, Query, Body>,
  { params = {}, query = {}, body, ...asking }: Question = {},
): Promise<Answered> {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const { handler } = serve(route, runtimeOf(world));
  const url = `${origin}/${path}?${new URLSearchParams(query).toString()}`;
  const answered = await send(world, handler, { method: route.method, url, params, body, asking });
  refuseUndescribed(route, answered);
  return answered;
}

/** Whatever is answered is in the description of the route: its status, and the code of a refusal. */
function refuseUndescribed(route: RouteSchema, { status, body }: Answered): void {
  if (status < 400) return;
  const described = refusedBody(route, status);
  const told = described?.safeParse(body);
  if (told?.success === true) return;
  const why = told === undefined ? 'has no such status' : `says otherwise: ${told.error.message}`;
  throw new Error(`${route.name} answers ${status}, and its description ${why}`);
}

/** Asks the Graph-compatible API, by the address after its version. */
export async function askGraph(
  world: MemoryWorld,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  { body, ...asking }: Asking & { readonly body?: unknown } = {},
): Promise<Answered> {
  const runtime = runtimeOf(world);
  const handler: HttpHandler = (request, context) => answerGraph('v1.0', request, context, runtime);
  return send(world, handler, { method, url: `${origin}/v1.0${path}`, params: {}, body, asking });
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly asking: Asking;
}

async function send(
  world: MemoryWorld,
  handler: HttpHandler,
  { method, url, params, body, asking }: Sent,
): Promise<Answered> {
  const token = await tokenOf(asking);
  const request = new HttpRequest({
    method,
    url,
    params: { ...params },
    query: Object.fromEntries(new URL(url).searchParams),
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...asking.headers,
    },
    ...(body !== undefined && { body: { string: JSON.stringify(body) } }),
  });
  const { status = 200, headers, body: sent } = await invoke(handler, request, world);
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]);
  const answered = new Headers(Object.fromEntries(named));
  const text = asText(sent, answered.get('content-encoding'));
  const isJson = answered.get('content-type')?.startsWith('application/json') ?? false;
  const read: unknown = isJson && text !== undefined ? JSON.parse(text) : text;
  return { status, headers: answered, body: read, bytes: bytesOf(sent) };
}

function asText(sent: HttpResponseInit['body'], encoding: string | null): string | undefined {
  if (sent === undefined || typeof sent === 'string') return sent;
  if (!(sent instanceof Uint8Array)) throw new Error('an answer of text or bytes');
  return (encoding === 'br' ? brotliDecompressSync(sent) : gunzipSync(sent)).toString();
}

function bytesOf(sent: HttpResponseInit['body']): number {
  if (sent instanceof Uint8Array) return sent.byteLength;
  return typeof sent === 'string' ? Buffer.byteLength(sent) : 0;
}

async function tokenOf({
  as = 'Global Administrator',
  tenantId = tenantOfWorld,
  userId,
  name,
  issuer,
}: Asking): Promise<string | null> {
  if (as === null) return null;
  if (typeof as === 'object' && 'permissions' in as) {
    return issueToken({ tenantId, permissions: as.permissions }, issuer);
  }
  const roles = typeof as === 'string' ? [as] : [...as];
  const named = { ...(userId !== undefined && { userId }), ...(name !== undefined && { name }) };
  return issueToken({ tenantId, roles, ...named }, issuer);
}
