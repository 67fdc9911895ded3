import { z } from 'zod';
import type { OperationId } from '../../licensing/ids.ts';
import { Instant } from '../../licensing/time.ts';
import { compact, expand } from '../keys.ts';
import { fromParts } from '../long-text.ts';
import type { Row } from '../tables.ts';
import { auditEntryOfKey, auditKey, isAuditKey } from './audit-entry-row.ts';
import { operationKey, operationOfKey } from './operation-row.ts';
import { isTombstoneKey } from './tombstone-row.ts';

type RecordKind = 'operation' | 'part' | 'tombstone';

/** A record of the audit: an operation with its audit line, a further part of one, or a tombstone. */
export interface AuditRecord {
  readonly kind: RecordKind;
  readonly at: Instant;
  readonly key: string;
  /** Null for a tombstone. */
  readonly operationId: OperationId | null;
  /** The rows it is made of. */
  readonly rowKeys: readonly string[];
}

/** How the chain of the audit calls a record: its time, then its key. Names are in the order of time. */
export function chainName(at: Instant, recordKey: string): string {
  return `${compact(at)}~${recordKey}`;
}

/** A name above those of all records until and at an instant. */
export function chainNameAfter(at: Instant): string {
  return chainName(at, '~');
}

/** The time a name of the chain begins with; null where it has none. */
export function chainNameTime(name: string): Instant | null {
  return expand(name.split('~')[0] ?? '');
}

/** The record a name of the chain stands for; null when it is no name of a record. */
export function recordOf(name: string): AuditRecord | null {
  const at = chainNameTime(name);
  if (at === null) return null;
  const key = name.slice(name.indexOf('~') + 1);
  if (isTombstoneKey(key)) return { kind: 'tombstone', at, key, operationId: null, rowKeys: [key] };
  const found = operationOfKey(key);
  if (found === null) return null;
  const { operationId, isPart } = found;
  return isPart
    ? { kind: 'part', at, key, operationId, rowKeys: [key] }
    : { kind: 'operation', at, key, operationId, rowKeys: [key, auditKey({ at, operationId })] };
}

/** What kind of record a row is, or is a row of, as far as its key says it. */
export function recordKindOf(key: string): Pick<AuditRecord, 'kind' | 'operationId'> {
  if (isTombstoneKey(key)) return { kind: 'tombstone', operationId: null };
  const found = operationOfKey(key);
  const operationId = (found ?? auditEntryOfKey(key))?.operationId ?? null;
  return { kind: found?.isPart === true ? 'part' : 'operation', operationId };
}

const Times = z.object({ at: Instant.optional(), purgedAt: Instant.optional() });

/** What the chain calls the record of a row; null when the row does not say its time. */
export function nameOfRow({ key, properties }: Pick<Row, 'key' | 'properties'>): string | null {
  if (isAuditKey(key)) {
    const entry = auditEntryOfKey(key);
    return entry && chainName(entry.at, operationKey(entry.operationId));
  }
  const times = Times.safeParse(parse(fromParts('doc', properties)));
  const at = times.data?.purgedAt ?? times.data?.at;
  return at === undefined ? null : chainName(at, key);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not what we wrote, so it says no time either.
    return null;
  }
}
