import type { Instant } from '../../licensing/time.ts';
import { lineWrite } from '../../storage/rows/chain-row.ts';
import { chainName } from '../../storage/rows/record-name.ts';
import type { Write } from '../../storage/tables.ts';
import { recordHash } from './chain-hash.ts';

/**
 * The line that goes into the transaction of a record and waits there until the record is taken into the chain. Only
 * inserted, so that any number of operations commit at once.
 * @param rows the writes of the record's rows, in the order of its row keys
 */
export function chainLineWrite(at: Instant, recordKey: string, rows: readonly Write[]): Write {
  const properties = rows.map((write) => (write.kind === 'delete' ? {} : write.properties));
  return lineWrite({ name: chainName(at, recordKey), hash: recordHash(properties) });
}
