import { services } from '../../licensing/products/service.ts';
import type { Instant } from '../../licensing/time.ts';
import { farFuture } from '../../licensing/time.ts';
import { isRemoved, wakeUpsOf } from '../../licensing/due.ts';
import { seatsOf } from '../../licensing/products/providers.ts';
import { isUnderHold, User } from '../../licensing/user.ts';
import { keyAfter, keysUnder } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import type { Versioned } from './document.ts';
import { fromDocument, toDocument } from './document.ts';
import { UserId } from '../../licensing/ids.ts';
import type { SkuId } from '../../licensing/ids.ts';
import { holderKey, holderWrite } from './holder-row.ts';
import { heldUserKey, heldUserWrite } from './indexes/hold-index-row.ts';
import { nameKey, nameWrite } from './name-row.ts';
import type { WakeUp } from './wake-up-row.ts';
import { userWakeUpKey, userWakeUpWrite } from './wake-up-row.ts';

/** Every user of the tenant, in the order of their ids. */
export const userRows: Range = keysUnder('U');

/** Users from one id to another, both included. */
export function usersBetween(first: UserId, last: UserId): Range {
  return { from: userKey(first), to: keyAfter(userKey(last)) };
}

export function userKey(userId: UserId): string {
  return `U~${userId}`;
}

/** Whose row a key is of; null where it names nobody. */
export function userOfKey(key: string): UserId | null {
  return UserId.safeParse(key.slice(userRows.from.length)).data ?? null;
}

/** @throws DamagedRowError when the row does not hold a user */
export function fromUserRow(row: Row): Versioned<User> {
  return fromDocument('user', User, row);
}

/**
 * The writes that make the tables say what a user has become: the user row, conditional on the version that was read,
 * and everything derived from it (name, products, wake-ups, that there is a hold).
 */
export function userWrites(before: Versioned<User> | null, after: User): readonly Write[] {
  const was = before?.value ?? null;
  return [
    before === null
      ? { kind: 'create', key: userKey(after.id), properties: toDocument(User, after) }
      : {
          kind: 'replace',
          key: userKey(after.id),
          properties: toDocument(User, after),
          ifMatch: before.etag,
        },
    ...derivedWrites(was, after),
  ];
}

/** What is written beside a user's own row: all that is derived from it, or what is other than it was. */
export function derivedWrites(before: User | null, after: User): readonly Write[] {
  return [
    ...nameWrites(before, after),
    ...productWrites(before, after),
    ...wakeUpWrites(before, after),
    ...heldUserWrites(before, after),
  ];
}

/** The change of each product's consumed seats when a user becomes another; `after` null: it stays as it is. */
export function seatChanges(before: User | null, after: User | null): ReadonlyMap<SkuId, number> {
  const changes = new Map<SkuId, number>();
  if (after === null) return changes;
  const had = seatsOf(before?.assignments ?? []);
  const has = seatsOf(after.assignments);
  for (const skuId of had) if (!has.has(skuId)) changes.set(skuId, -1);
  for (const skuId of has) if (!had.has(skuId)) changes.set(skuId, 1);
  return changes;
}

function nameWrites(before: User | null, after: User): readonly Write[] {
  const old = takenName(before);
  const now = takenName(after);
  if (old === now) return [];
  return [
    ...(old === null ? [] : [{ kind: 'delete', key: nameKey(old) } as const]),
    ...(now === null ? [] : [nameWrite(now, after.id)]),
  ];
}

/** Whether a name is the user's own, and nobody else may take it. */
export function hasName(user: User, userPrincipalName: string): boolean {
  return takenName(user) === userPrincipalName.toLowerCase();
}

/** A deleted user's name is free for somebody else at once. */
function takenName(user: User | null): string | null {
  return user === null || user.deletion !== null || isRemoved(user)
    ? null
    : user.userPrincipalName.toLowerCase();
}

function productWrites(before: User | null, after: User): readonly Write[] {
  const had = new Set(before?.assignments.map(({ skuId }) => skuId));
  const has = new Set(after.assignments.map(({ skuId }) => skuId));
  const gone = [...had].filter((skuId) => !has.has(skuId));
  const come = [...has].filter((skuId) => !had.has(skuId));
  const userId = after.id;
  return [
    ...gone.map((skuId): Write => ({ kind: 'delete', key: holderKey({ skuId, userId }) })),
    ...come.map((skuId) => holderWrite({ skuId, userId })),
  ];
}

function heldUserWrites(before: User | null, after: User): readonly Write[] {
  const wasHeld = before !== null && isUnderHold(before);
  const isHeld = isUnderHold(after);
  if (isHeld === wasHeld) return [];
  return wasHeld ? [{ kind: 'delete', key: heldUserKey(after.id) }] : [heldUserWrite(after.id)];
}

function wakeUpWrites(before: User | null, after: User): readonly Write[] {
  const had = before === null ? [] : wakeUpsOf(before);
  const has = wakeUpsOf(after);
  return [
    ...had
      .filter((due) => !has.includes(due))
      .map((due) => ({ kind: 'delete', key: userWakeUpKey(due, after.id) }) as const),
    ...has
      .filter((due) => !had.includes(due) || !isSameWakeUp(before, after, due))
      .map((due) => userWakeUpWrite(due, after.id, wakeUpAt(after, due))),
  ];
}

function isSameWakeUp(before: User | null, after: User, due: Instant): boolean {
  if (before === null) return false;
  return JSON.stringify(wakeUpAt(before, due)) === JSON.stringify(wakeUpAt(after, due));
}

function wakeUpAt(user: User, due: Instant): WakeUp {
  const entries = services.flatMap((service) => {
    const data = user.data[service];
    if (data === undefined || (data.until ?? farFuture) !== due) return [];
    const { state, usage } = data;
    if (state !== 'held' && state !== 'onHold' && state !== 'inactiveMailbox') return [];
    return [
      { service, state, itemCount: usage?.itemCount ?? null, sizeBytes: usage?.sizeBytes ?? null },
    ];
  });
  return { entries };
}
