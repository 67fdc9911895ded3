import type { UserId } from '../../licensing/ids.ts';
import { farFuture } from '../../licensing/time.ts';
import type { User } from '../../licensing/user.ts';
import type { Range, Row, Write } from '../tables.ts';
import { DamagedRowError } from './document.ts';
import { fromHolderRow, holderRows } from './holder-row.ts';
import { fromHeldUserRow, heldUserRows } from './indexes/hold-index-row.ts';
import { fromNameRow, nameRows } from './name-row.ts';
import { derivedWrites } from './user-row.ts';
import { wakeUpOf, wakeUpRows } from './wake-up-row.ts';

/** Rows that say nothing a user's own row does not say: who holds what, what is due, who is under a hold, whose name it is. */
interface DerivedKind {
  readonly range: Range;
  /** The user a row is derived from; null when it is derived from none. */
  readonly userIdOf: (row: Row) => UserId | null;
}

/** In the order of their keys. */
const derivedKinds: readonly DerivedKind[] = [
  { range: holderRows, userIdOf: (row) => fromHolderRow(row).userId },
  {
    range: wakeUpRows,
    userIdOf: (row) => {
      const wakeUp = wakeUpOf(row);
      return wakeUp.kind === 'user' ? wakeUp.userId : null;
    },
  },
  { range: heldUserRows, userIdOf: fromHeldUserRow },
  { range: nameRows, userIdOf: fromNameRow },
];

/** Where derived rows stand, in the order of their keys. */
export const derivedRanges: readonly Range[] = derivedKinds.map(({ range }) => range);

/** Whether a key is one of a row that is derived from another: from a user, or, for a wake-up, from an operation. */
export function isDerived(key: string): boolean {
  return derivedRanges.some(({ from, to }) => key >= from && key < to);
}

/** The user a row is derived from; null for a row that is derived from none, `damaged` for one that does not say it. */
export function derivedFrom(row: Row): UserId | 'damaged' | null {
  const kind = derivedKinds.find(({ range }) => row.key >= range.from && row.key < range.to);
  try {
    return kind?.userIdOf(row) ?? null;
  } catch (error) {
    if (!(error instanceof DamagedRowError)) throw error;
    return 'damaged';
  }
}

/** The rows that have to be there of a user, by their keys; none of nobody. */
export function derivedRowsOf(user: User | null): ReadonlyMap<string, Row['properties']> {
  const writes: readonly Write[] = user === null ? [] : derivedWrites(null, user);
  return new Map(
    writes.flatMap((write) =>
      write.kind === 'delete' ? [] : [[write.key, write.properties] as const],
    ),
  );
}

/** Whether a row says what it has to say. */
export function saysSo(row: Row, properties: Row['properties']): boolean {
  const names = new Set([...Object.keys(row.properties), ...Object.keys(properties)]);
  return [...names].every((name) => row.properties[name] === properties[name]);
}

/** Whether a row is a wake-up that comes in its time: one whose user is gone ends then. */
export function endsByItself({ key }: Pick<Row, 'key'>): boolean {
  return key.startsWith(wakeUpRows.from) && wakeUpOf({ key }).due !== farFuture;
}
