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

/**
 * The bytes of a transaction that is over what the service takes, or null for one that is not. Almost none is near it, so
 * the length of its texts decides, and only where that is not enough are they counted as they are sent.
 */
export function bytesOverTransaction(writes: readonly Write[]): number | null {
  if (mostBytes(writes) <= maxTransactionBytes) return null;
  const bytes = transactionBytes(writes);
  return bytes > maxTransactionBytes ? bytes : null;
}

/** A UTF-16 unit takes six bytes at the most, as `\u0000` does. */
const bytesOfUnit = 6;
/** Quotes, colon and comma of a property, and a number or a truth value. */
const bytesOfProperty = 32;

function mostBytes(writes: readonly Write[]): number {
  let bytes = frameBytes;
  for (const write of writes) {
    bytes += frameBytes + 2 * write.key.length;
    if (write.kind === 'delete') continue;
    for (const [name, value] of Object.entries(write.properties)) {
      const length = name.length + (typeof value === 'string' ? value.length : 0);
      bytes += bytesOfProperty + bytesOfUnit * length;
    }
  }
  return bytes;
}
