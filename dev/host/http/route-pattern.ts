import { match, type Token } from 'path-to-regexp';
import { LocalHostError } from '../../local-host-error.ts';
import { type ComplexSegment, compileComplexSegment } from './complex-segment.ts';

export type RouteParams = Readonly<Record<string, string>>;

export interface RoutePattern {
  /** Two routes of the same shape take the same requests, whatever their parameters are called. */
  readonly shape: string;
  /** The parameters in a path, or null when the route does not take it. */
  read(path: string): RouteParams | null;
}

interface Segment {
  readonly tokens: Token[];
  readonly complex: ComplexSegment | null;
}

/**
 * Compiles a route template of ASP.NET, such as `users/{id}`, `pages/{name?}`, `files/{name}.{ext}` or `{*rest}`. Literals ignore
 * case, and a slash at the end counts for nothing.
 */
export function compileRoute(route: string): RoutePattern {
  const texts = route.split('/').filter((text) => text !== '');
  const segments = texts.map((text, index) => {
    if (index === texts.length - 1 || !/^\{\*|\?\}$/.test(text)) return compileSegment(text, route);
    throw new LocalHostError(`"${text}" has to be the last part of the route "${route}".`);
  });
  const complex = segments.flatMap((segment) => segment.complex ?? []);
  const tokens = segments.flatMap((segment) => segment.tokens);
  const fits = match<Record<string, string>>({ tokens, originalPath: route }, { decode: false });
  return {
    shape: texts
      .join('/')
      .replaceAll(/\w+(?=\??\})/g, '')
      .toLowerCase(),
    read: (path) => {
      const found = fits(path);
      return found === false ? null : readComplex({ ...found.params }, complex);
    },
  };
}

function compileSegment(text: string, route: string): Segment {
  const slash: Token = { type: 'text', value: '/' };
  if (!/[{}]/.test(text)) return { tokens: [slash, { type: 'text', value: text }], complex: null };
  const [, stars, name, mark] = /^\{(\*{0,2})(\w+)(\??)\}$/.exec(text) ?? [];
  if (name !== undefined) {
    const token: Token = { type: stars === '' ? 'param' : 'wildcard', name };
    if (stars === '' && mark === '') return { tokens: [slash, token], complex: null };
    return { tokens: [{ type: 'group', tokens: [slash, token] }], complex: null };
  }
  const complex = compileComplexSegment(text);
  if (complex) return { tokens: [slash, { type: 'param', name: text }], complex };
  throw new LocalHostError(
    `The local host does not know "${text}" in the route "${route}", only {name}, {name?}, {*rest} and text between them.`,
  );
}

/** A complex segment is matched as one parameter with its text for a name. */
function readComplex(
  params: Record<string, string>,
  segments: readonly ComplexSegment[],
): RouteParams | null {
  let all = params;
  for (const { text, read } of segments) {
    const { [text]: value = '', ...others } = all;
    const parts = read(value);
    if (parts === null) return null;
    all = { ...others, ...parts };
  }
  return all;
}
