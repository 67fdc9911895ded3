import { z } from 'zod';
import { Instant } from '../../licensing/time.ts';
import { chainLineKey, chainLinkKey } from '../keys.ts';
import type { Row } from '../tables.ts';
import type { Versioned } from './document.ts';
import { fromDocument } from './document.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A record as the chain names it, and the hash of what it said when it was committed. No personal data. */
export const ChainRecord = z.strictObject({ name: z.string(), hash: Hash });
export type ChainRecord = z.infer<typeof ChainRecord>;

/** What waits to be taken into the chain: written in the transaction of its record. */
export const ChainLine = ChainRecord.pick({ hash: true });

export const RecordCounts = z.strictObject({
  operations: z.number().int(),
  parts: z.number().int(),
  tombstones: z.number().int(),
});
export type RecordCounts = z.infer<typeof RecordCounts>;

/** One link: the records it takes in, and the hash of the link before it. */
export const ChainLink = z.strictObject({
  sequence: z.number().int().positive(),
  previous: Hash,
  /** The name the link before ends at, and the name this one ends at: in between, only this link names records in time. */
  after: z.string(),
  until: z.string(),
  foldedAt: Instant,
  /** Operations older than this may be gone: they were kept their time. */
  removedUntil: Instant,
  counts: RecordCounts,
  records: z.array(ChainRecord),
  /** Of everything above. */
  hash: Hash,
});
export type ChainLink = z.infer<typeof ChainLink>;

/** The last link of the chain. */
export const ChainHead = ChainLink.pick({
  sequence: true,
  until: true,
  removedUntil: true,
  hash: true,
});
export type ChainHead = z.infer<typeof ChainHead>;

/** Reads a record that waits. */
export function fromLineRow(row: Row): ChainRecord {
  const name = row.key.slice(chainLineKey('').length);
  return { name, hash: fromDocument(ChainLine, row).value.hash };
}

export function fromHeadRow(row: Row | null): Versioned<ChainHead> | null {
  return row && fromDocument(ChainHead, row);
}

/** The name a link's key ends at. */
export function linkName(row: Row): string {
  return row.key.slice(chainLinkKey('').length);
}
