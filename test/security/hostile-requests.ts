import type { ApiRequest } from './ask.ts';
import { hostileValues, hostileWords } from './hostile-words.ts';

export interface HostileRequest extends ApiRequest {
  /** What was done to the request. */
  readonly what: string;
}

/** Parts of a path that say which API and which kind of thing; without them it is another route, or none. */
const fixed = /^(?:api|v1\.0|users|products|operations|retention|directory)$/;

/** The request with each part of its path and each value of its query replaced by each word, one at a time. */
export function withHostileAddress(request: ApiRequest): readonly HostileRequest[] {
  return Object.entries(hostileWords).flatMap(([name, word]) =>
    addressesWith(request, word).map((path) => ({ ...request, path, what: name })),
  );
}

/** The request with its body, and each value in it, replaced by each value, one at a time; and with what is too much. */
export function withHostileBody(request: ApiRequest): readonly HostileRequest[] {
  const { body } = request;
  const whole = Object.entries({ ...hostileValues, ...notJson }).map(([what, text]) => ({
    ...request,
    body: text,
    what: `body: ${what}`,
  }));
  if (typeof body !== 'object' || body === null) return whole;
  const added = Object.entries(hostileValues).flatMap(([what, value]) => [
    { ...request, body: append(body, `"unknown":${value}`), what: `unknown property: ${what}` },
    { ...request, body: append(body, `"__proto__":${value}`), what: `__proto__: ${what}` },
  ]);
  const parts = Object.entries(hostileValues).flatMap(([what, value]) =>
    placesIn(body).map((place) => ({
      ...request,
      body: bodyWith(body, place, value),
      what: `${place.join('.')}: ${what}`,
    })),
  );
  return [...whole, ...added, ...parts];
}

const notJson = { nothing: '', 'no JSON': '{"a":', 'a form': 'a=1&b=2', NUL: '\u0000' };
const marker = '<here>';

type Place = readonly (string | number)[];

function addressesWith({ method, path }: ApiRequest, word: string): readonly string[] {
  const [plain = '', query] = path.split('?');
  const rest = query === undefined ? '' : `?${query}`;
  const steps = plain.split('/');
  const inPath = steps.flatMap((step, index) =>
    step === '' || fixed.test(step) ? [] : [`${steps.with(index, word).join('/')}${rest}`],
  );
  const separator = query === undefined ? '?' : '&';
  const inQuery = optionsOf(method, path).map((option) => `${path}${separator}${option}=${word}`);
  return [...inPath, ...inQuery, `${path}${separator}${word}=1`];
}

function optionsOf(method: string, path: string): readonly string[] {
  if (method !== 'GET') return ['dryRun'];
  return path.startsWith('/api/')
    ? ['top', 'skipToken', 'search', 'service']
    : ['$filter', '$search', '$select', '$orderby', '$skiptoken', '$top'];
}

function placesIn(value: unknown, place: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const own = place.length === 0 ? [] : [place];
  return [...own, ...entries.flatMap(([key, inner]) => placesIn(inner, [...place, key]))];
}

function replaced(value: unknown, [first, ...rest]: Place, by: string): unknown {
  if (first === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const pick = (key: string, inner: unknown): unknown =>
    key === String(first) ? replaced(inner, rest, by) : inner;
  if (Array.isArray(value)) return value.map((inner: unknown, index) => pick(String(index), inner));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]: [string, unknown]) => [key, pick(key, inner)]),
  );
}

function bodyWith(body: object, place: Place, value: string): string {
  return JSON.stringify(replaced(body, place, marker)).replace(JSON.stringify(marker), () => value);
}

function append(body: object, property: string): string {
  const text = JSON.stringify(body);
  return `${text.slice(0, -1)}${text === '{}' ? '' : ','}${property}}`;
}
