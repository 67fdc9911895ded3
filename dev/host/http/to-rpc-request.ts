import type { IncomingMessage } from 'node:http';
import type { HttpRequestData, NullableString } from '../app/core-types.ts';

export function toRpcRequest(
  request: IncomingMessage,
  params: Record<string, string>,
  body: Buffer | null,
): HttpRequestData {
  const target = request.url ?? '/';
  const query = target.indexOf('?');
  return {
    method: request.method ?? 'GET',
    url: `http://${request.headers.host ?? 'localhost'}${target}`,
    nullableHeaders: toHeaders(request),
    nullableQuery: query === -1 ? {} : toQuery(target.slice(query + 1)),
    nullableParams: toNullable(params),
    ...(body && { body: { bytes: body } }),
  };
}

function toNullable(values: Record<string, string>): Record<string, NullableString> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
}

function toHeaders(request: IncomingMessage): Record<string, NullableString> {
  const headers: Record<string, NullableString> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    if (value !== undefined)
      headers[name] = { value: Array.isArray(value) ? value.join(', ') : value };
  }
  return headers;
}

/** The real host joins a repeated name with a comma. */
function toQuery(text: string): Record<string, NullableString> {
  const query: Record<string, NullableString> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const earlier = query[name]?.value;
    query[name] = { value: earlier === undefined ? value : `${earlier},${value}` };
  }
  return query;
}
