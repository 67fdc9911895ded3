import type { Instant } from '../../../licensing/time.ts';
import { keysUnder, reversed } from '../../keys.ts';
import type { Range, Write } from '../../tables.ts';

/** Every purge of the tenant, newest first: where its tombstone stands. */
const purgeRows: Range = keysUnder('Q');

/** Purges from one instant on and before another, newest first; null: no such end. */
export function purgeRowsBetween(from: Instant | null, to: Instant | null): Range {
  return {
    from: to === null ? purgeRows.from : endOf(to),
    to: from === null ? purgeRows.to : endOf(from),
  };
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

/** Above the purges of that very instant, which come right after those that are newer. */
function endOf(at: Instant): string {
  return `Q~${reversed(at)}~~`;
}
