import type { IncomingMessage } from 'node:http';
import type { HttpRequestData, NullableString } from '../app/core-types.ts';

export function toRpcRequest(
  request: IncomingMessage,
  target: string,
  params: Record<string, string>,
  body: Buffer | null,
): HttpRequestData {
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

/** A header that came twice is joined with a comma alone, as the real host does. */
function toHeaders(request: IncomingMessage): Record<string, NullableString> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values = []]) => [
      name,
      { value: values.join(name === 'cookie' ? '; ' : ',') },
    ]),
  );
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
