import type { Instant } from '../../licensing/time.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import {
  fromSweptRow,
  sweptKey,
  sweptPartition,
  sweptWrite,
} from '../../storage/rows/swept-row.ts';
import type { Services } from '../engine/services.ts';

/** Notes for the health of the app that a sweep has walked over all tenants, by the storage service's clock. */
export async function noteSweep({ tables }: Pick<Services, 'tables'>): Promise<void> {
  await tables.submit('wakeups', sweptPartition, [sweptWrite(tables.lastSeenClock())]);
}

/** When a sweep ended last; null when none is known of. */
export async function lastSweep({
  tables,
  log,
}: Pick<Services, 'tables' | 'log'>): Promise<Instant | null> {
  const row = await tables.get('wakeups', sweptPartition, sweptKey);
  const [at = null] = row === null ? [] : readEach([row], fromSweptRow, log);
  return at;
}
