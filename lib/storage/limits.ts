import { bytesOverTransaction, maxRowBytes, rowBytes } from './sizes.ts';
import type { Row, TableName, Write } from './tables.ts';

/** Limits of Azure Table Storage, which the emulator does not enforce. */
export const maxWrites = 100;
const maxKeyLength = 512;
const maxTextLength = 32_768;
const maxProperties = 252;
const keyAlphabet = /^[A-Za-z0-9~._-]+$/;

/**
 * Refuses what the service would refuse and the emulator accepts, and keys outside our alphabet.
 * @throws RangeError naming table, key and limit: a defect of the caller, never of the input
 */
export function assertWithinLimits(
  table: TableName,
  partition: string,
  writes: readonly Write[],
): void {
  if (writes.length === 0 || writes.length > maxWrites) {
    throw new RangeError(
      `${table}: a transaction takes 1 to ${maxWrites} writes, not ${writes.length}`,
    );
  }
  assertKey(table, partition);
  const keys = new Set<string>();
  for (const write of writes) {
    assertKey(table, write.key);
    if (keys.has(write.key))
      throw new RangeError(`${table}: '${write.key}' is written twice at once`);
    keys.add(write.key);
    if (write.kind === 'delete') continue;
    assertProperties(table, write.key, write.properties);
    if (rowBytes(partition, write.key, write.properties) > maxRowBytes) {
      throw new RangeError(`${table}: row '${write.key}' is over 1 MiB`);
    }
  }
  if (bytesOverTransaction(writes) !== null) {
    throw new RangeError(`${table}: a transaction is over 4 MiB`);
  }
}

/** Whether a text can be a key of ours. */
export function isKey(text: string): boolean {
  return text.length <= maxKeyLength && keyAlphabet.test(text);
}

/** Keys of ours are safe in URLs and filters of every emulator and SDK. */
export function assertKey(table: TableName, key: string): void {
  if (!isKey(key)) {
    throw new RangeError(
      `${table}: '${key.slice(0, 80)}' is no key: use 1 to ${maxKeyLength} of A-Z a-z 0-9 ~ . _ -`,
    );
  }
}

function assertProperties(table: TableName, key: string, properties: Row['properties']): void {
  const entries = Object.entries(properties);
  if (entries.length > maxProperties)
    throw new RangeError(`${table}: row '${key}' has over ${maxProperties} properties`);
  for (const [name, value] of entries) {
    if (typeof value === 'string' && value.length > maxTextLength) {
      throw new RangeError(
        `${table}: property '${name}' of row '${key}' is over ${maxTextLength} characters`,
      );
    }
  }
}
