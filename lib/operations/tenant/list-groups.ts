import type { GroupId } from '../../licensing/ids.ts';
import { keyAfter } from '../../storage/keys.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import type { DirectoryObject } from '../../storage/rows/directory/directory-object-row.ts';
import {
  fromDirectoryObjectRow,
  wholeGroupKey,
} from '../../storage/rows/directory/directory-object-row.ts';
import { fromGroupRow, groupRows } from '../../storage/rows/directory/group-row.ts';
import type { Page, Row } from '../../storage/tables.ts';
import type { Session } from '../engine/session.ts';
import type { List, Slice } from '../lists/paging.ts';
import { fromSkipToken, toSkipToken } from '../lists/paging.ts';

/** A group with all a dump said of it, in Graph's names; at the least its id and its name. */
export type KnownGroup = DirectoryObject & { readonly id: GroupId; readonly displayName: string };

/** Which groups a list is of. */
export interface GroupSelection {
  readonly fits: (group: KnownGroup) => boolean;
  /** What is asked, in words: a slice of one query is not gone on with by another. */
  readonly words: string;
}

const rowsAtOnce = 1000;

/** Groups in the order of their ids, a slice at a time. A damaged one is named in the log and left out. */
export async function listGroups(
  session: Session,
  { fits, words }: GroupSelection,
  top: number,
  skipToken: string | null,
): Promise<Slice<KnownGroup>> {
  const list: List = { kind: 'graphGroups', tenantId: session.tenantId, query: { words } };
  const value: KnownGroup[] = [];
  for await (const { row, group } of eachGroup(
    session,
    fromSkipToken(list, skipToken, groupRows),
  )) {
    if (group === null || !fits(group)) continue;
    if (value.length === top) return { value, skipToken: toSkipToken(list, row) };
    value.push(group);
  }
  return { value, skipToken: null };
}

/** How many groups a selection has. */
export async function countGroups(session: Session, { fits }: GroupSelection): Promise<number> {
  let count = 0;
  for await (const { group } of eachGroup(session, null)) {
    if (group !== null && fits(group)) count += 1;
  }
  return count;
}

async function* eachGroup(
  session: Session,
  from: string | null,
): AsyncGenerator<{ readonly row: string; readonly group: KnownGroup | null }> {
  const { store } = session;
  const range = { from: from ?? groupRows.from, to: groupRows.to };
  let continuation: string | null = null;
  do {
    const page: Page = await store.page(range, { top: rowsAtOnce, continuation });
    const groups = await wholeOf(session, page.rows);
    for (const [index, { key }] of page.rows.entries()) {
      yield { row: key, group: groups[index] ?? null };
    }
    ({ continuation } = page);
  } while (continuation !== null);
}

async function wholeOf(
  { store, log }: Session,
  rows: readonly Row[],
): Promise<readonly (KnownGroup | null)[]> {
  const named = readEach(rows, fromGroupRow, log);
  const ids = named.flatMap((group) => (group === null ? [] : [group.id]));
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return named.map(() => null);
  const found = await store.all({
    from: wholeGroupKey(first),
    to: keyAfter(wholeGroupKey(last)),
  });
  const read = readEach(found, fromDirectoryObjectRow, log);
  const wholes = new Map(found.map(({ key }, index) => [key, read[index] ?? null]));
  return named.map((group) => {
    const whole = group === null ? null : wholes.get(wholeGroupKey(group.id));
    return group === null || whole === null ? null : { ...whole, ...group };
  });
}
