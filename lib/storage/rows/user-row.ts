import { z } from 'zod';
import { services } from '../../licensing/products/service.ts';
import type { Instant } from '../../licensing/time.ts';
import { farFuture } from '../../licensing/time.ts';
import { wakeUpsOf } from '../../licensing/due.ts';
import { seatsOf } from '../../licensing/products/providers.ts';
import { isRemoved } from '../../licensing/due.ts';
import { User } from '../../licensing/user.ts';
import { assignmentKey, nameKey, userKey, userWakeUpKey } from '../keys.ts';
import type { Row, Write } from '../tables.ts';
import type { Versioned } from './document.ts';
import { fromDocument, toDocument } from './document.ts';
import { Service } from '../../licensing/products/service.ts';
import type { SkuId } from '../../licensing/ids.ts';

/** What a wake-up's row says of its user, so that lists and calendars need not open the user. */
export const WakeUp = z.strictObject({
  entries: z.array(
    z.strictObject({
      service: Service,
      state: z.enum(['held', 'onHold', 'inactiveMailbox']),
      itemCount: z.number().nullable(),
      sizeBytes: z.number().nullable(),
    }),
  ),
});
export type WakeUp = z.infer<typeof WakeUp>;

export function fromUserRow(row: Row): Versioned<User> {
  return fromDocument(User, row);
}

export function fromWakeUpRow(row: Row): WakeUp {
  return fromDocument(WakeUp, row).value;
}

/**
 * The writes that make the tables say what a user has become: the user row, conditional on the version that was read,
 * and everything derived from it (name, products, wake-ups).
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
    ...nameWrites(was, after),
    ...productWrites(was, after),
    ...wakeUpWrites(was, after),
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
    ...(now === null
      ? []
      : [{ kind: 'create', key: nameKey(now), properties: { userId: after.id } } as const]),
  ];
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
  return [
    ...[...had]
      .filter((skuId) => !has.has(skuId))
      .map((skuId) => ({ kind: 'delete', key: assignmentKey(skuId, after.id) }) as const),
    ...[...has]
      .filter((skuId) => !had.has(skuId))
      .map(
        (skuId) => ({ kind: 'put', key: assignmentKey(skuId, after.id), properties: {} }) as const,
      ),
  ];
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
      .map(
        (due) =>
          ({
            kind: 'put',
            key: userWakeUpKey(due, after.id),
            properties: toDocument(WakeUp, wakeUpAt(after, due)),
          }) as const,
      ),
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
