import { badRequest } from './graph-error.ts';

const typePrefixes = ['microsoft.graph.', 'graph.'];

/**
 * The parts of a path, decoded: `users('adele')/microsoft.graph.assignLicense` is `users`, `adele`, `assignLicense`.
 * @throws GraphError when the path can't be decoded
 */
export function pathSegments(path: string): readonly string[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .flatMap((part) => splitKey(withoutType(decode(part))));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`Bad request: the path holds '${part}', which is no valid escape.`);
  }
}

function withoutType(part: string): string {
  const prefix = typePrefixes.find((known) => part.startsWith(known));
  return prefix === undefined ? part : part.slice(prefix.length);
}

/** `users('adele')` is another way to say `users/adele`; an apostrophe inside is written twice. */
function splitKey(part: string): readonly string[] {
  const open = part.indexOf("('");
  if (open <= 0 || !part.endsWith("')")) return [part];
  return [part.slice(0, open), part.slice(open + 2, -2).replaceAll("''", "'")];
}
