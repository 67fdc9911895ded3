import { badRequest, unsupportedQuery } from '../graph-error.ts';

const known = [
  '$select',
  '$filter',
  '$top',
  '$skiptoken',
  '$count',
  '$orderby',
  '$search',
  '$expand',
  '$skip',
  '$format',
  '$apply',
  '$compute',
  '$deltatoken',
] as const;
type Known = (typeof known)[number];
/** The query options some route answers. */
export type QueryOption = Extract<
  Known,
  '$select' | '$filter' | '$top' | '$skiptoken' | '$count' | '$orderby' | '$search'
>;
export type QueryOptions = Readonly<Partial<Record<QueryOption, string>>>;

const mostTop = 999;
const defaultTop = 100;

/**
 * The query options of a request. Names are read without regard to case and, as Graph does, also without the `$`;
 * parameters of other names are of the client's own making and ignored.
 * @throws GraphError Request_UnsupportedQuery for an option this route does not answer
 */
export function readOptions(
  query: URLSearchParams,
  answered: readonly QueryOption[],
): QueryOptions {
  const options: Partial<Record<QueryOption, string>> = {};
  for (const [name, value] of query) {
    const dollared = `${name.startsWith('$') ? '' : '$'}${name}`.toLowerCase();
    const option = known.find((candidate) => candidate === dollared);
    if (option === '$format') continue;
    const own = answered.find((candidate) => candidate === option);
    if (own !== undefined) options[own] = value;
    else if (option !== undefined || name.startsWith('$')) {
      const these = answered.length === 0 ? 'none' : answered.join(', ');
      throw unsupportedQuery(`the option '${name}' on this resource, which takes ${these}.`);
    }
  }
  return options;
}

/** `$top`, 1 to 999. @throws GraphError in Graph's words */
export function readTop(text: string | undefined): number {
  if (text === undefined) return defaultTop;
  const top = Number(text);
  if (!Number.isInteger(top) || top < 1 || top > mostTop) {
    throw badRequest(
      `Invalid page size specified: '${text}'. Must be between 1 and ${mostTop} inclusive.`,
    );
  }
  return top;
}

/** `$count`. @throws GraphError for anything but true and false */
export function readCount(text: string | undefined): boolean {
  if (text === undefined) return false;
  const value = text.toLowerCase();
  if (value !== 'true' && value !== 'false') {
    throw badRequest(`Invalid value '${text}' for $count: it is true or false.`);
  }
  return value === 'true';
}
