import { z } from 'zod';
import { Instant } from '../../licensing/time.ts';
import type { Row, Write } from '../tables.ts';
import { fromDocument, toDocument } from './document.ts';

/** When the walk of a sweep over all tenants ended last. */
const Swept = z.strictObject({ at: Instant });

/** A partition of the table `wakeups`, behind those of all days. */
export const sweptPartition = 'swept';
export const sweptKey = 'last';

export function sweptWrite(at: Instant): Write {
  return { kind: 'put', key: sweptKey, properties: toDocument(Swept, { at }) };
}

/** @throws DamagedRowError when the row does not say when */
export function fromSweptRow(row: Row): Instant {
  return fromDocument('swept', Swept, row).value.at;
}
