import { LocalHostError } from '../../local-host-error.ts';

export interface RoutePattern {
  pattern: RegExp;
  names: string[];
  /** Two routes of the same shape take the same requests, whatever their parameters are called. */
  shape: string;
}

/** Compiles a route such as `users/{id}`, `pages/{name?}` or `files/{*rest}`. Literals ignore case, as in the real host. */
export function compileRoute(route: string): RoutePattern {
  const names: string[] = [];
  const segments = route.split('/').filter((segment) => segment !== '');
  const source = segments.map((segment, index) => {
    const open = /^\{(\*{1,2})?(\w+)(\?)?\}$/.exec(segment);
    if (open?.[2] !== undefined && (open[1] !== undefined || open[3] !== undefined)) {
      if (index !== segments.length - 1) {
        throw new LocalHostError(`"${segment}" has to be the last part of the route "${route}".`);
      }
      names.push(open[2]);
      return open[1] === undefined ? '(?:/([^/]+))?' : '(?:/(.*))?';
    }
    return `/${compileSegment(route, segment, names)}`;
  });
  return {
    pattern: new RegExp(`^${source.join('')}/?$`, 'i'),
    names,
    shape: source.join('').toLowerCase(),
  };
}

function compileSegment(route: string, segment: string, names: string[]): string {
  return segment
    .split(/(\{\w+\})/)
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      if (name !== undefined) {
        names.push(name);
        return '([^/]+?)';
      }
      if (!/[{}]/.test(part)) return part.replaceAll(/[$()*+.?[\\\]^|]/g, String.raw`\$&`);
      throw new LocalHostError(
        `The local host does not know "${part}" in the route "${route}", only {name}, {name?} and {*rest}.`,
      );
    })
    .join('');
}

export function readParams(route: RoutePattern, path: string): Record<string, string> | undefined {
  const match = route.pattern.exec(path);
  if (!match) return undefined;
  const params: Record<string, string> = {};
  route.names.forEach((name, index) => {
    const value = match[index + 1];
    if (value !== undefined && value !== '') params[name] = value;
  });
  return params;
}

/** A slash inside a value stays %2F, as ASP.NET leaves it; what is no valid escape stays as it is. */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path.replaceAll(/%2f/gi, '%252F'));
  } catch {
    return path;
  }
}
