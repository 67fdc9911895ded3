import { UnseatError } from '../errors.ts';
import { findCalendarLink } from '../operations/calendar-links.ts';
import type { Tables } from '../storage/tables.ts';
import type { Principal } from './verify-token.ts';

/**
 * Whoever has a calendar link: may read, and is asked for only by the route of the calendar itself.
 * @throws UnseatError unauthenticated for a link that was revoked or never given
 */
export async function linkPrincipal(tables: Tables, token: string): Promise<Principal> {
  const found = await findCalendarLink(tables, token);
  if (found === null) {
    throw new UnseatError(
      'unauthenticated',
      'This calendar link was revoked or never given. Make a new one with POST /api/retention/calendar-links.',
    );
  }
  const { tenantId, link } = found;
  return {
    tenantId,
    cloud: null,
    caller: { id: link.linkId, kind: 'app' },
    rights: new Set(['read']),
  };
}
