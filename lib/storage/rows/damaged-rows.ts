import type { Row } from '../tables.ts';
import { DamagedRowError } from './document.ts';

/** One line for an operator. */
type Log = (line: string) => void;

/**
 * What each row of a list holds, in the order of the rows. A damaged row is named in the log and is null: a list goes on
 * without it. What decides something reads the row itself and is refused.
 */
export function readEach<Value>(
  rows: readonly Row[],
  read: (row: Row) => Value,
  log: Log,
): readonly (Value | null)[] {
  return rows.map((row) => {
    try {
      return read(row);
    } catch (error) {
      return leaveOut(error, log);
    }
  });
}

/** Names a damaged row in the log, for what goes on without it. @throws every other error */
export function leaveOut(error: unknown, log: Log): null {
  if (!(error instanceof DamagedRowError)) throw error;
  log(`${error.message} It is left out.`);
  return null;
}
