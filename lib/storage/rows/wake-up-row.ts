import { z } from 'zod';
import { OperationId, UserId } from '../../licensing/ids.ts';
import { Service } from '../../licensing/products/service.ts';
import type { Instant } from '../../licensing/time.ts';
import { farFuture } from '../../licensing/time.ts';
import { compact, expand, keysUnder } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import { DamagedRowError, fromDocument, toDocument } from './document.ts';

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

/** For whom something is due, and when: a user, or an operation whose message is not known to be handled. */
export type Due =
  | { readonly kind: 'user'; readonly due: Instant; readonly userId: UserId }
  | { readonly kind: 'operation'; readonly due: Instant; readonly operationId: OperationId };

/** Every wake-up of the tenant, soonest first; what has no end date comes last. */
export const wakeUpRows: Range = keysUnder('D');

/** Wake-ups due from one instant on and before another; null: no such end. What has no end date is due after all others. */
export function wakeUpsBetween(from: Instant | null, before: Instant | null): Range {
  return {
    from: from === null ? wakeUpRows.from : `D~${compact(from)}`,
    to: before === null ? wakeUpRows.to : `D~${compact(before)}`,
  };
}

/** Wake-ups due until and at an instant. */
export function wakeUpsUntil(instant: Instant): Range {
  return { from: wakeUpRows.from, to: `D~${compact(instant)}~~` };
}

export function userWakeUpKey(due: Instant, userId: UserId): string {
  return `D~${compact(due)}~${userId}`;
}

export function operationWakeUpKey(due: Instant, operationId: OperationId): string {
  return `D~${compact(due)}~O~${operationId}`;
}

export function userWakeUpWrite(due: Instant, userId: UserId, wakeUp: WakeUp): Write {
  return { kind: 'put', key: userWakeUpKey(due, userId), properties: toDocument(WakeUp, wakeUp) };
}

export function operationWakeUpWrite(due: Instant, operationId: OperationId): Write {
  return { kind: 'create', key: operationWakeUpKey(due, operationId), properties: {} };
}

/**
 * Whose wake-up a row is.
 * @throws DamagedRowError when its key names nobody
 */
export function wakeUpOf({ key }: Pick<Row, 'key'>): Due {
  const [, digits = '', who, id] = key.split('~');
  const due = expand(digits);
  const operationId = OperationId.safeParse(id);
  const userId = UserId.safeParse(who);
  if (due !== null && who === 'O' && operationId.success) {
    return { kind: 'operation', due, operationId: operationId.data };
  }
  if (due === null || !userId.success) throw new DamagedRowError('wake-up', key, userId.error);
  return { kind: 'user', due, userId: userId.data };
}

/** @throws DamagedRowError when the row of a user's wake-up does not say what is due */
export function fromWakeUpRow(row: Row): WakeUp {
  return fromDocument('wake-up', WakeUp, row).value;
}

/** The moments that writes of a user add to what is due: their days need a mark before. */
export function newWakeUps(writes: readonly Write[]): readonly Instant[] {
  return writes
    .filter(({ kind, key }) => kind === 'put' && key.startsWith(wakeUpRows.from))
    .map((write) => wakeUpOf(write).due)
    .filter((due) => due !== farFuture);
}
