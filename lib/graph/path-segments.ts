import { isAddressable } from '../licensing/ids.ts';
import { refuseTrailingSlash } from '../http/read-input.ts';
import type { GraphError } from './graph-error.ts';
import { badRequest } from './graph-error.ts';

/**
 * The parts of a path, decoded.
 * @throws GraphError when the path can't be decoded or holds `.` or `..`, which clients and hosts take for something else
 */
export function pathSegments(method: string, path: string): readonly string[] {
  refuseTrailingSlash(method, path);
  const segments = path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => decode(part));
  if (!segments.every(isAddressable)) throw dotSegment();
  return segments;
}

/**
 * An address with `.` or `..` is another one once it is parsed; it is carried out as it was written or not at all.
 * @throws GraphError
 */
export function refuseDotSegments(address: string): void {
  const [path = ''] = address.replaceAll(/[\t\n\r]/g, '').split(/[?#]/);
  const parts = path.replaceAll(/%2e/gi, '.').split(/[/\\]/);
  if (!parts.every(isAddressable)) throw dotSegment();
}

function dotSegment(): GraphError {
  return badRequest("Bad request: no id in a path is '.' or '..'.");
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badRequest(`Bad request: the path holds '${part}', which is no valid escape.`);
  }
}
