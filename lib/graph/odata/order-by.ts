import { unsupportedQuery } from '../graph-error.ts';
import type { UserOrder } from '../../operations/users/select-users.ts';

const keys = ['displayName', 'userPrincipalName', 'deletedDateTime'] as const;

/**
 * A `$orderby` of one property, such as `displayName desc`.
 * @throws GraphError Request_UnsupportedQuery for another property, or more than one
 */
export function parseOrderBy(text: string | undefined): UserOrder | null {
  if (text === undefined) return null;
  const [name = '', direction = 'asc', ...rest] = text
    .trim()
    .split(' ')
    .filter((part) => part !== '');
  const key = keys.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  const isKnownDirection = direction === 'asc' || direction === 'desc';
  if (key === undefined || !isKnownDirection || rest.length > 0) {
    throw unsupportedQuery(
      `$orderby='${text}'. It takes one of ${keys.join(', ')}, with asc or desc.`,
    );
  }
  return { by: key, isDescending: direction === 'desc' };
}
