import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { z } from 'zod';
import { notFound } from '../../errors.ts';
import { TenantId, UserId } from '../../licensing/ids.ts';
import { addDays, Instant } from '../../licensing/time.ts';
import {
  CalendarLinkRow,
  calendarLinkKey,
  calendarLinkRows,
  calendarLinkWrite,
  fromCalendarLinkRow,
} from '../../storage/rows/calendar-link-row.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import { calendarLinkOfAnother } from '../../refusals/callers.ts';
import { tooManyCalendarLinks } from '../../refusals/held-data.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { Tables } from '../../storage/tables.ts';
import { TenantStore } from '../../storage/tenant-store.ts';
import { CallerAnswer, callerAnswer } from '../engine/answers/operation-shapes.ts';
import type { Session } from '../engine/session.ts';

/** A link a calendar program reads the calendar of purges with. Its token is shown once and never kept. */
export const CalendarLink = CalendarLinkRow.omit({ tokenHash: true }).extend({
  createdBy: CallerAnswer,
  expiresAt: Instant.describe('From then on it opens nothing; make a new one before.'),
});
export type CalendarLink = z.infer<typeof CalendarLink>;

const mostLinks = 100;
/** A maker's role is seen only while making one: no link outlives it by more than this. */
const lifeDays = 180;
const linkIdLength = 32;
const tokenForm = /^([0-9a-f-]{36})\.[A-Za-z0-9_-]{43}$/;

/**
 * Makes a link.
 * @returns the link and its token; both null where nothing is to be changed
 * @throws UnseatError conflict when the tenant has 100 links
 */
export async function createCalendarLink(
  session: Session,
  name: string | null,
): Promise<{ readonly link: CalendarLink; readonly token: string } | null> {
  await session.catalogs.of(session.tenantId, session.now);
  const { store } = session;
  if ((await store.all(calendarLinkRows)).length >= mostLinks) {
    throw tooManyCalendarLinks({ most: mostLinks }, { way: { kind: 'revokeCalendarLink' } });
  }
  if (session.isDryRun) return null;
  const token = `${session.tenantId}.${randomBytes(32).toString('base64url')}`;
  const tokenHash = hashOf(token);
  const linkId = tokenHash.slice(0, linkIdLength);
  const row = { linkId, name, createdAt: session.now, createdBy: session.caller, tokenHash };
  await store.submit([calendarLinkWrite(row)]);
  return { link: toLink(row), token };
}

/** The links of the tenant, oldest first. */
export async function listCalendarLinks(session: Session): Promise<CalendarLink[]> {
  const { store } = session;
  const rows = await store.all(calendarLinkRows);
  const read = readEach(rows, (row) => toLink(fromCalendarLinkRow(row).value), session.log);
  const links = read.filter((link) => link !== null);
  return links.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/**
 * Revokes a link: from now on nobody reads the calendar with it.
 * @param mayRevokeAll whether the caller may revoke what others made
 * @throws UnseatError notFound, or forbidden for somebody else's link
 */
export async function revokeCalendarLink(
  session: Session,
  linkId: string,
  mayRevokeAll: boolean,
): Promise<CalendarLink> {
  const { store } = session;
  const row = await store.row(calendarLinkKey(linkId));
  if (row === null) throw notFound('calendar link', linkId, 'It may have been revoked already.');
  const link = toLink(fromCalendarLinkRow(row).value);
  const isOwn =
    link.createdBy.id === session.caller.id && link.createdBy.kind === session.caller.kind;
  if (!isOwn && !mayRevokeAll) {
    throw calendarLinkOfAnother({ linkId });
  }
  if (session.isDryRun) return link;
  try {
    await store.remove(row);
  } catch (error) {
    // Somebody revoked it at the same moment: that is what was wanted.
    if (!(error instanceof StorageRefusal)) throw error;
  }
  session.log(`calendar link ${linkId}: revoked`);
  return link;
}

/** The link a token opens, and whose it is; null for a token that opens none, or none any more. */
export async function findCalendarLink(
  tables: Tables,
  token: string,
  now: Instant,
): Promise<{ readonly tenantId: TenantId; readonly link: CalendarLink } | null> {
  const claim = claimOf(token);
  if (claim === null) return null;
  const { tenantId, linkId } = claim;
  const tokenHash = hashOf(token);
  const row = await tables.get('licensing', tenantId, calendarLinkKey(linkId));
  if (row === null) return null;
  const { value } = fromCalendarLinkRow(row);
  const isSame = timingSafeEqual(Buffer.from(value.tokenHash), Buffer.from(tokenHash));
  if (!isSame) return null;
  const link = toLink(value);
  if (now >= link.expiresAt) return null;
  return (await isMakerOut(new TenantStore(tables, tenantId), link)) ? null : { tenantId, link };
}

/** Whether who made a link is known to be blocked or deleted. An app, or somebody who was never imported, is not known. */
async function isMakerOut(store: TenantStore, { createdBy }: CalendarLink): Promise<boolean> {
  const id = UserId.safeParse(createdBy.id);
  if (createdBy.kind !== 'user' || !id.success) return false;
  const maker = await store.user(id.data);
  if (maker === null) return false;
  return !maker.value.accountEnabled || maker.value.deletion !== null || maker.value.isGone;
}

/** Which link of which tenant a token claims to be, before anything is read; null for what is no token. */
export function claimOf(
  token: string,
): { readonly tenantId: TenantId; readonly linkId: string } | null {
  const tenantId = TenantId.safeParse(tokenForm.exec(token)?.[1]);
  if (!tenantId.success) return null;
  return { tenantId: tenantId.data, linkId: hashOf(token).slice(0, linkIdLength) };
}

/** Whatever leaves the app is without the hash. */
function toLink(row: CalendarLinkRow): CalendarLink {
  const { linkId, name, createdAt, createdBy } = row;
  const expiresAt = addDays(createdAt, lifeDays);
  return { linkId, name, createdAt, createdBy: callerAnswer(createdBy), expiresAt };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
