import { z } from 'zod';
import { OperationId } from '../../licensing/ids.ts';
import { Instant } from '../../licensing/time.ts';
import {
  auditKey,
  auditTime,
  chainLineKey,
  chainName,
  chainNameTime,
  operationKey,
} from '../../storage/keys.ts';
import { fromParts } from '../../storage/long-text.ts';
import { ChainLine } from '../../storage/rows/chain-row.ts';
import { toDocument } from '../../storage/rows/document.ts';
import type { Row, Write } from '../../storage/tables.ts';
import { recordHash } from './chain-hash.ts';

export type RecordKind = 'operation' | 'part' | 'tombstone';

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

/**
 * The line that goes into the transaction of a record and waits there until the record is taken into the chain. Only
 * inserted, so that any number of operations commit at once.
 * @param rows the writes of the record's rows, in the order of its row keys
 */
export function chainLineWrite(at: Instant, recordKey: string, rows: readonly Write[]): Write {
  const properties = rows.map((write) => (write.kind === 'delete' ? {} : write.properties));
  return {
    kind: 'put',
    key: chainLineKey(chainName(at, recordKey)),
    properties: toDocument(ChainLine, { hash: recordHash(properties) }),
  };
}

/** The record a name of the chain stands for; null when it is no name of a record. */
export function recordOf(name: string): AuditRecord | null {
  const at = chainNameTime(name);
  const [, letter, id, part] = name.split('~');
  if (at === null || id === undefined) return null;
  const key = name.slice(name.indexOf('~') + 1);
  if (letter === 'P') return { kind: 'tombstone', at, key, operationId: null, rowKeys: [key] };
  const operationId = OperationId.safeParse(id);
  if (letter !== 'O' || !operationId.success) return null;
  const of = { at, key, operationId: operationId.data };
  if (part !== undefined) return { ...of, kind: 'part', rowKeys: [key] };
  return { ...of, kind: 'operation', rowKeys: [key, auditKey(at, operationId.data)] };
}

const Times = z.object({ at: Instant.optional(), purgedAt: Instant.optional() });

/** What the chain calls the record of a row; null when the row does not say its time. */
export function nameOfRow({ key, properties }: Pick<Row, 'key' | 'properties'>): string | null {
  if (key.startsWith('E~')) return nameOfAuditLine(key);
  const times = Times.safeParse(parse(fromParts('doc', properties)));
  const at = times.data?.purgedAt ?? times.data?.at;
  return at === undefined ? null : chainName(at, key);
}

function nameOfAuditLine(key: string): string | null {
  const operationId = OperationId.safeParse(key.split('~')[2]);
  if (!/^E~\d{13}~[0-9a-f]{32}$/.test(key) || !operationId.success) return null;
  return chainName(auditTime(key), operationKey(operationId.data));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not what we wrote, so it says no time either.
    return null;
  }
}
