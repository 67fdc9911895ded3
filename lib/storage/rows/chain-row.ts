import { z } from 'zod';
import { Instant } from '../../licensing/time.ts';
import { keysUnder } from '../keys.ts';
import type { Range, Row, Write } from '../tables.ts';
import type { Versioned } from './document.ts';
import { fromDocument, toDocument } from './document.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A record as the chain names it, and the hash of what it said when it was committed. No personal data. */
export const ChainRecord = z.strictObject({ name: z.string(), hash: Hash });
export type ChainRecord = z.infer<typeof ChainRecord>;

/** What waits to be taken into the chain: written in the transaction of its record. */
const ChainLine = ChainRecord.pick({ hash: true });

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

/** Records that wait, in the order of time. */
export const chainLineRows: Range = keysUnder('J');

/** A record that waits to be taken into the chain. */
export function chainLineKey(name: string): string {
  return `J~${name}`;
}

export function lineWrite({ name, hash }: ChainRecord): Write {
  return { kind: 'put', key: chainLineKey(name), properties: toDocument(ChainLine, { hash }) };
}

/**
 * Reads a record that waits.
 * @throws DamagedRowError when the row does not hold one
 */
export function fromLineRow(row: Row): ChainRecord {
  const name = row.key.slice(chainLineKey('').length);
  return { name, hash: fromDocument('chain line', ChainLine, row).value.hash };
}

/** The links of the chain, in their order. */
export const chainLinkRows: Range = keysUnder('H');

/** The link of the chain that takes in what is called so and all that comes before it. */
export function chainLinkKey(name: string): string {
  return `H~${name}`;
}

export function chainLinkWrite(link: ChainLink): Write {
  return { kind: 'create', key: chainLinkKey(link.until), properties: toDocument(ChainLink, link) };
}

/** @throws DamagedRowError when the row does not hold a link */
export function fromLinkRow(row: Row): ChainLink {
  return fromDocument('chain link', ChainLink, row).value;
}

/** The name a link's key ends at. */
export function linkName(row: Row): string {
  return row.key.slice(chainLinkKey('').length);
}

/** The head of the chain: its last link. */
export const chainHeadKey = 'H';

/** @param etag of the head it replaces; null: the chain begins */
export function chainHeadWrite(head: ChainHead, etag: string | null): Write {
  const properties = toDocument(ChainHead, head);
  return etag === null
    ? { kind: 'create', key: chainHeadKey, properties }
    : { kind: 'replace', key: chainHeadKey, properties, ifMatch: etag };
}

/** @throws DamagedRowError when the row does not hold a head */
export function fromHeadRow(row: Row | null): Versioned<ChainHead> | null {
  return row && fromDocument('chain head', ChainHead, row);
}

const LatePointer = z.object({ until: z.string() });

/** Where a record is that was committed after the link its time belongs to. */
export function chainLateKey(name: string): string {
  return `HL~${name}`;
}

export function chainLateWrite(name: string, until: string): Write {
  return { kind: 'put', key: chainLateKey(name), properties: { until } };
}

/** The name the link ends at that took in a late record; null where nothing says it. */
export function fromLateRow(row: Row | null): string | null {
  const pointer = LatePointer.safeParse(row?.properties);
  return pointer.success ? pointer.data.until : null;
}
