import type { HttpHandler, HttpResponseInit } from '@azure/functions';
import { HttpRequest } from '@azure/functions';
import type { TokenWish } from '../../dev/ask-token.ts';
import { addMs } from '../../lib/licensing/time.ts';
import type { TableName } from '../../lib/storage/tables.ts';
import { MemoryWorld } from '../../simulation/builders/memory-world.ts';
import { functionAt, httpFunctions } from './functions.ts';
import { contextOf, runtimeOf } from './runtime.ts';
import type { Issuer } from './tokens.ts';
import { issueToken } from './tokens.ts';

/** A request as it is sent; nothing of it is checked before. */
export interface SentRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * The whole app in this process: requests go in by address, as through the host, and everything is in memory. Each request
 * takes a millisecond, so that what is done later is later.
 */
export class MemoryApp {
  readonly url = 'http://localhost:7071';
  readonly world: MemoryWorld;
  readonly clock: { readonly settle: () => Promise<void> };
  readonly #functions: ReturnType<typeof httpFunctions>;

  constructor(world: MemoryWorld = new MemoryWorld()) {
    this.world = world;
    this.clock = { settle: () => world.handleMessages() };
    this.#functions = httpFunctions(runtimeOf(world));
  }

  token(wish: TokenWish, issuer: Issuer = 'local'): Promise<string> {
    return issueToken(wish, issuer);
  }

  /** Lets so many days pass, with a sweep at their end. */
  async passDays(days: number): Promise<void> {
    await this.world.moveTo(addMs(this.world.now, days * 86_400_000));
  }

  /** Sends a request to an address; 404 with nothing in it where the host finds no function. */
  readonly fetch = async (
    url: string,
    { method = 'GET', headers = {}, body }: SentRequest = {},
  ): Promise<Response> => {
    this.world.now = addMs(this.world.now, 1);
    const address = new URL(url);
    const found = functionAt(this.#functions, method, address.pathname);
    if (found === null) return new Response(null, { status: 404 });
    const { handler, params } = found;
    const request = new HttpRequest({
      method,
      url,
      headers: { ...headers },
      query: joined(address.searchParams),
      params,
      ...(body !== undefined && method !== 'GET' && { body: { string: body } }),
    });
    return toResponse(await invoke(handler, request, this.world));
  };

  /** Takes what a client sends with the global fetch, whatever form it has. */
  readonly globalFetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, method, headers } = request;
    const body = request.body === null ? {} : { body: await request.text() };
    return this.fetch(url, { method, headers: Object.fromEntries(headers), ...body });
  };

  /** Every row of a table that belongs to a tenant. */
  rows(table: TableName, tenantId: string): readonly unknown[] {
    const rows = this.world.memory.all(table);
    return rows.filter(({ partition, key }) => `${partition}~${key}`.includes(tenantId));
  }
}

/** Calls a function as the host does. */
export async function invoke(
  handler: HttpHandler,
  request: HttpRequest,
  world: MemoryWorld,
): Promise<HttpResponseInit> {
  const answer = await handler(request, contextOf(world));
  if (answer instanceof Object && 'arrayBuffer' in answer) throw new Error('a plain answer');
  return answer;
}

function toResponse({ status = 200, body, headers }: HttpResponseInit): Response {
  if (body !== undefined && typeof body !== 'string') throw new Error('an answer of text');
  const isEmpty = body === undefined || status === 204;
  return new Response(isEmpty ? null : body, { status, headers: new Headers(plain(headers)) });
}

function plain(headers: HttpResponseInit['headers']): [string, string][] {
  return Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]);
}

/** The host joins a repeated name with a comma. */
function joined(query: URLSearchParams): Record<string, string> {
  const names = [...new Set(query.keys())];
  return Object.fromEntries(names.map((name) => [name, query.getAll(name).join(',')]));
}
