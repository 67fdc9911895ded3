import { createHash } from 'node:crypto';
import type { OperationId, SkuId, TenantId, UserId } from '../licensing/ids.ts';
import type { Service } from '../licensing/products/service.ts';
import { Instant, toInstant } from '../licensing/time.ts';
import type { Range } from './tables.ts';

/** Row keys of the table `licensing`; its partition is the tenant. `~` stands between the parts of a key. */
export const tenantKey = 'T';

export function userKey(userId: UserId): string {
  return `U~${userId}`;
}

/** Keys stand in the URLs of storage requests and so in storage logs: a name is in them only as its hash. */
export function nameKey(userPrincipalName: string): string {
  return `N~${createHash('sha256').update(userPrincipalName.toLowerCase()).digest('hex')}`;
}

export function assignmentKey(skuId: SkuId, userId: UserId): string {
  return `A~${skuId}~${userId}`;
}

export function groupKey(groupId: string): string {
  return `G~${groupId}`;
}

export function seatsKey(skuId: SkuId): string {
  return `S~${skuId}`;
}

/**
 * A delta belongs to one part of one operation, so it can be inserted only once. The time tells it from that of an earlier
 * operation under the same key, whose record was kept its time and whose delta may not be folded yet.
 */
export function seatDeltaKey(
  skuId: SkuId,
  { operationId, part, at }: { operationId: OperationId; part: number; at: Instant },
): string {
  return `S~${skuId}~d~${operationId}~${padPart(part)}~${compact(at)}`;
}

export function userWakeUpKey(due: Instant, userId: UserId): string {
  return `D~${compact(due)}~${userId}`;
}

export function operationWakeUpKey(due: Instant, operationId: OperationId): string {
  return `D~${compact(due)}~O~${operationId}`;
}

export function operationKey(operationId: OperationId): string {
  return `O~${operationId}`;
}

/** Part 0 is the operation's own row. */
export function operationPartKey(operationId: OperationId, part: number): string {
  return part === 0 ? operationKey(operationId) : `O~${operationId}~${padPart(part)}`;
}

const endOfTime = 9_999_999_999_999;

/** Newest first: the time counts backward. */
export function auditKey(at: Instant, operationId: OperationId): string {
  return `E~${reversed(at)}~${operationId}`;
}

/** The instant an audit line's key holds. */
export function auditTime(key: string): Instant {
  return toInstant(endOfTime - Number(key.split('~')[1]));
}

/** Audit lines of operations older than an instant. */
export function auditKeysBefore(at: Instant): Range {
  return { from: `E~${reversed(at)}~~`, to: 'E~~' };
}

/** A notice nobody took; newest first. */
export function undeliveredKey(at: Instant, eventId: string): string {
  return `X~${reversed(at)}~${eventId}`;
}

export function undeliveredKeysBefore(at: Instant): Range {
  return { from: `X~${reversed(at)}~~`, to: 'X~~' };
}

/** Up to which wake-up notices of coming purges were queued. */
export const lookAheadKey = 'W~purgeSoon';

export function calendarLinkKey(linkId: string): string {
  return `C~${linkId}`;
}

/** How the chain of the audit calls a record: its time, then its key. Names are in the order of time. */
export function chainName(at: Instant, recordKey: string): string {
  return `${compact(at)}~${recordKey}`;
}

/** The time a name of the chain begins with; null where it has none. */
export function chainNameTime(name: string): Instant | null {
  const [digits = ''] = name.split('~');
  return /^\d{8}T\d{9}Z$/.test(digits) ? instantOf(digits) : null;
}

/** A record that waits to be taken into the chain. */
export function chainLineKey(name: string): string {
  return `J~${name}`;
}

/** The link of the chain that takes in what is called so and all that comes before it. */
export function chainLinkKey(name: string): string {
  return `H~${name}`;
}

/** Where a record is that was committed after the link its time belongs to. */
export function chainLateKey(name: string): string {
  return `HL~${name}`;
}

/** The head of the chain: its last link. */
export const chainHeadKey = 'H';

export function vaultPartition(tenantId: TenantId, userId: UserId): string {
  return `${tenantId}~${userId}`;
}

export function itemKey(service: Service, generation: number, itemId: string): string {
  return `${service}~${padGeneration(generation)}~${encodeKey(itemId)}`;
}

export function wakeUpDayPartition(day: Instant, shard: number): string {
  return `${day.slice(0, 10).replaceAll('-', '')}~${shard}`;
}

/** Every key that begins with the prefix and goes on after it. */
export function keysUnder(prefix: string): Range {
  return { from: `${prefix}~`, to: `${prefix}~~` };
}

/** The first key that can follow another: `-` is the lowest character of our alphabet. */
export function keyAfter(key: string): string {
  return `${key}-`;
}

/** The key itself and every key under it. */
export function keysFrom(key: string): Range {
  return { from: key, to: `${key}~~` };
}

/** Wake-ups due until and at an instant. */
export function wakeUpsUntil(instant: Instant): Range {
  return { from: 'D~', to: `D~${compact(instant)}~~` };
}

/** Vault rows of one generation of a service. */
export function itemsOf(service: Service, generation: number): Range {
  return keysUnder(`${service}~${padGeneration(generation)}`);
}

/** The instant a wake-up's key holds. */
export function wakeUpDue(key: string): Instant {
  return instantOf(key.split('~')[1] ?? '');
}

function instantOf(digits: string): Instant {
  const [, year, month, day, hour, minute, second, ms] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(digits) ?? [];
  return Instant.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
}

/** Percent-like encoding with `_`, so that any text becomes a key of our alphabet and different texts stay different. */
export function encodeKey(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9.-]/.test(character) ? character : `_${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}

function reversed(at: Instant): string {
  return String(endOfTime - Date.parse(at)).padStart(13, '0');
}

function compact(instant: Instant): string {
  return instant.replaceAll(/[-:.]/g, '');
}

function padPart(part: number): string {
  return String(part).padStart(4, '0');
}

export function padGeneration(generation: number): string {
  return String(generation).padStart(6, '0');
}
