import type { Instant } from '../../../licensing/time.ts';
import { newestFirst, reversed } from '../../keys.ts';
import type { Range, Write } from '../../tables.ts';

/** Where the tombstones of purges stand, newest first: from one instant on and before another; null: no such end. */
export function purgeRowsBetween(from: Instant | null, to: Instant | null): Range {
  return newestFirst('Q', from, to);
}

/** Written in the transaction of the tombstone; like that, it holds no personal data. */
export function purgeIndexWrite(purgedAt: Instant, tombstoneKey: string): Write {
  return { kind: 'put', key: purgeIndexKey(purgedAt, tombstoneKey), properties: {} };
}

export function purgeIndexKey(purgedAt: Instant, tombstoneKey: string): string {
  return `Q~${reversed(purgedAt)}~${tombstoneKey}`;
}

/** The key of the tombstone a purge has left. */
export function tombstoneKeyOf(key: string): string {
  return key.slice(purgeIndexPrefix);
}

/** The letter, the time of 13 digits, and a `~` behind each. */
const purgeIndexPrefix = 'Q~'.length + 13 + '~'.length;
