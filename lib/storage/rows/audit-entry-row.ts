import { z } from 'zod';
import { OperationId } from '../../licensing/ids.ts';
import { Instant } from '../../licensing/time.ts';
import { fromReversed, keysFrom, keysUnder, newestFirst, reversed } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';
import { Caller } from './operation-row.ts';

/** The line of an operation in the audit list. */
export const AuditEntry = z.strictObject({
  operationId: OperationId,
  path: z.string(),
  at: Instant,
  userIds: z.array(z.string()),
  /** Who made the request; lines of earlier versions leave it to the record. Never the name: that stands there alone. */
  by: Caller.omit({ name: true }).optional(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

type EntryName = Pick<AuditEntry, 'at' | 'operationId'>;

/** Every audit line of the tenant, newest first. */
export const auditRows: Range = keysUnder('E');

/** Audit lines from one instant on and before another, newest first; null: no such end. */
export function auditRowsBetween(from: Instant | null, to: Instant | null): Range {
  return newestFirst('E', from, to);
}

/** Audit lines of operations older than an instant. */
export function auditRowsBefore(at: Instant): Range {
  return auditRowsBetween(null, at);
}

/** The audit line of one operation. */
export function auditRowsOf(operation: EntryName): Range {
  return keysFrom(auditKey(operation));
}

/** Newest first: the time counts backward. */
export function auditKey({ at, operationId }: EntryName): string {
  return `E~${reversed(at)}~${operationId}`;
}

/** Whether a key is that of an audit line, or would be one. */
export function isAuditKey(key: string): boolean {
  return key.startsWith(auditRows.from);
}

/** The operation an audit line's key names; null for a key that names none. */
export function auditEntryOfKey(key: string): EntryName | null {
  const operationId = OperationId.safeParse(key.split('~')[2]);
  if (!/^E~\d{13}~[0-9a-f]{32}$/.test(key) || !operationId.success) return null;
  return { at: fromReversed(key.split('~')[1] ?? ''), operationId: operationId.data };
}

export function auditWrite(entry: AuditEntry): Write {
  return { kind: 'create', key: auditKey(entry), properties: toDocument(AuditEntry, entry) };
}

/** @throws DamagedRowError when the row does not hold an audit line */
export function fromAuditRow(row: Row): AuditEntry {
  return fromDocument('audit line', AuditEntry, row).value;
}
