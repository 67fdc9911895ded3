import type { Row, Write } from './tables.ts';

/** What Azure Table Storage takes at the most, in bytes: of a row as it counts it, of a transaction as it is sent. */
export const maxRowBytes = 1024 * 1024;
export const maxTransactionBytes = 4 * 1024 * 1024;

/** The frame of a transaction, and of each write in it, as the SDK sends them; keys come on top. */
const frameBytes = 1024;

/**
 * A row's size as the storage service counts it: two bytes a character of keys, names and texts.
 * Source: learn.microsoft.com, "Understanding the Table service data model"
 */
export function rowBytes(partition: string, key: string, properties: Row['properties']): number {
  return Object.entries(properties).reduce(
    (bytes, [name, value]) =>
      bytes + 8 + 2 * name.length + (typeof value === 'string' ? 4 + 2 * value.length : 8),
    // Four bytes of its own, and the service's time stamp.
    4 + 34 + 2 * (partition.length + key.length),
  );
}

/** Bytes of a write on its way: JSON in UTF-8, whatever of it is escaped. */
export function sentBytes(write: Write): number {
  const properties = write.kind === 'delete' ? {} : write.properties;
  return frameBytes + 2 * write.key.length + Buffer.byteLength(JSON.stringify(properties));
}

/** Bytes of a whole transaction on its way. */
export function transactionBytes(writes: readonly Write[]): number {
  return writes.reduce((bytes, write) => bytes + sentBytes(write), frameBytes);
}
