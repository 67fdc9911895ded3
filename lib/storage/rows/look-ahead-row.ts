import { z } from 'zod';
import type { Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';

/** Up to which wake-up notices of coming purges were queued, by how many days before the purge they are sent. */
export const LookedAhead = z.strictObject({ '7': z.string(), '1': z.string() });
export type LookedAhead = z.infer<typeof LookedAhead>;

export const lookAheadKey = 'W~purgeSoon';

/** @throws DamagedRowError when the row does not say how far notices have come */
export function fromLookAheadRow(row: Row): LookedAhead {
  return fromDocument('look-ahead', LookedAhead, row).value;
}

export function lookAheadWrite(lookedAhead: LookedAhead): Write {
  return { kind: 'put', key: lookAheadKey, properties: toDocument(LookedAhead, lookedAhead) };
}
