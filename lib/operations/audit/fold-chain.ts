import type { Instant } from '../../licensing/time.ts';
import { addMs, toInstant } from '../../licensing/time.ts';
import { maxWrites } from '../../storage/limits.ts';
import type {
  ChainHead,
  ChainLink,
  ChainRecord,
  RecordCounts,
} from '../../storage/rows/chain-row.ts';
import {
  chainHeadKey,
  chainHeadWrite,
  chainLateWrite,
  chainLineKey,
  chainLineRows,
  chainLinkRows,
  chainLinkWrite,
  fromHeadRow,
  fromLineRow,
} from '../../storage/rows/chain-row.ts';
import { readEach } from '../../storage/rows/damaged-rows.ts';
import type { Versioned } from '../../storage/rows/document.ts';
import { chainNameAfter, recordOf } from '../../storage/rows/record-name.ts';
import type { Write } from '../../storage/tables.ts';
import { StorageRefusal } from '../../storage/tables.ts';
import type { TenantStore } from '../../storage/tenant-store.ts';
import { genesisHash, linkHash } from '../engine/chain-hash.ts';
import type { Services } from '../engine/services.ts';

/** A record this old is hardly ever followed by one of an earlier time; one that is costs a row more. */
const settledAfterMs = 10 * 60 * 1000;
const linesAtOnce = 1000;
/** Links one run adds in one tenant; the rest goes on by message. */
const mostLinks = 4;
/** The link and the head. */
const ownWrites = 2;
const mostAttempts = 5;

/** The chain has links and its head is missing: adding to it would hide that. */
class BrokenChainError extends Error {
  override readonly name = 'BrokenChainError';
}

/**
 * Takes what was committed and waits into the chain, in the order of time. A link, the head and the lines it takes in are
 * one transaction, so that any number of folds at once, cut off anywhere, make one chain. A damaged line waits on, and
 * the audit's verification names it.
 * @returns whether something is left for another run
 * @throws BrokenChainError when somebody removed the head
 */
export async function foldAudit(
  { log }: Pick<Services, 'log'>,
  store: TenantStore,
): Promise<boolean> {
  const { rows, next } = await store.slice(chainLineRows, linesAtOnce);
  const horizon = chainNameAfter(addMs(store.lastSeenClock(), -settledAfterMs));
  const lines = readEach(rows, fromLineRow, log).filter((line) => line !== null);
  let due = lines.filter(({ name }) => name < horizon);
  const isWhole = next === null || due.length < lines.length;
  for (let links = 0; due.length > 0; links += 1) {
    if (links === mostLinks) return true;
    const head = await readHead(store);
    const records = fitting(due, head?.value.until ?? '');
    due = due.slice(records.length);
    const end = due.length === 0 && isWhole ? horizon : (records.at(-1)?.name ?? horizon);
    if (!(await addLink(store, head, records, { end }))) return true;
  }
  return !isWhole;
}

/**
 * States in the chain that operations older than an instant are removed because they were kept their time, so that no
 * other removal looks like it. Has to come before the removal.
 * @returns false when others write to the chain all the time: remove nothing now
 */
export async function stateRemoval(store: TenantStore, removedUntil: Instant): Promise<boolean> {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const head = await readHead(store);
    if (head !== null && head.value.removedUntil >= removedUntil) return true;
    if (await addLink(store, head, [], { end: '', removedUntil })) return true;
  }
  return false;
}

async function readHead(store: TenantStore): Promise<Versioned<ChainHead> | null> {
  const head = fromHeadRow(await store.row(chainHeadKey));
  if (head !== null) return head;
  const { rows } = await store.slice(chainLinkRows, 1);
  if (rows.length === 0) return null;
  // Another fold may have begun the chain between the two reads.
  const begun = fromHeadRow(await store.row(chainHeadKey));
  if (begun !== null) return begun;
  throw new BrokenChainError(
    'The chain of the audit has links and no head; nothing is added to it. To verify the audit names what is missing.',
  );
}

/** As many as one transaction takes: each is removed from where it waits, and a late one needs a pointer. */
function fitting(due: readonly ChainRecord[], until: string): readonly ChainRecord[] {
  let writes = ownWrites;
  const end = due.findIndex(({ name }) => {
    writes += name <= until ? 2 : 1;
    return writes > maxWrites;
  });
  return end === -1 ? due : due.slice(0, end);
}

/** @returns false when another fold was there first: nothing was written */
async function addLink(
  store: TenantStore,
  head: Versioned<ChainHead> | null,
  records: readonly ChainRecord[],
  { end, removedUntil }: { readonly end: string; readonly removedUntil?: Instant },
): Promise<boolean> {
  const after = head?.value.until ?? '';
  const said = {
    sequence: (head?.value.sequence ?? 0) + 1,
    previous: head?.value.hash ?? genesisHash,
    after,
    until: end > after ? end : nextName(after),
    foldedAt: store.lastSeenClock(),
    removedUntil: removedUntil ?? head?.value.removedUntil ?? toInstant(0),
    counts: countsOf(records),
    records: [...records],
  };
  const link: ChainLink = { ...said, hash: linkHash(said) };
  const { sequence, until, hash } = link;
  const writes: readonly Write[] = [
    chainHeadWrite({ sequence, until, removedUntil: link.removedUntil, hash }, head?.etag ?? null),
    chainLinkWrite(link),
    ...records.map(({ name }): Write => ({ kind: 'delete', key: chainLineKey(name) })),
    ...records.filter(({ name }) => name <= after).map(({ name }) => chainLateWrite(name, until)),
  ];
  try {
    await store.submit(writes);
    return true;
  } catch (error) {
    if (!(error instanceof StorageRefusal)) throw error;
    return false;
  }
}

/** A name right after another, for a link without a record of a later time. Counted, so that it never grows. */
function nextName(name: string): string {
  const [, base = name, count = '0'] = /^(.*)\.(\d{9})$/.exec(name) ?? [];
  return `${base}.${String(Number(count) + 1).padStart(9, '0')}`;
}

function countsOf(records: readonly ChainRecord[]): RecordCounts {
  const kinds = records.map(({ name }) => recordOf(name)?.kind);
  const count = (kind: string): number => kinds.filter((each) => each === kind).length;
  return { operations: count('operation'), parts: count('part'), tombstones: count('tombstone') };
}
