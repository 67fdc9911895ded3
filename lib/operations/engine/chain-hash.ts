import { createHash } from 'node:crypto';
import { fromParts } from '../../storage/long-text.ts';
import type { ChainLink } from '../../storage/rows/chain-row.ts';
import type { Row } from '../../storage/tables.ts';

/** What changes in an operation's row after its commit: how its message fared, that it was undone, what it came to. */
const mutable: ReadonlySet<string> = new Set(['message', 'wakeAt', 'undoneBy', 'totals']);

/** Before the first link. */
export const genesisHash = '0'.repeat(64);

/**
 * The hash of a record's content: the documents of its rows but for what may change later. A member that is null or an
 * empty list counts as absent, so that a field added with such a default changes no hash of an older record.
 */
export function recordHash(rows: readonly Row['properties'][]): string {
  return sha256(rows.map((properties) => contentOf(fromParts('doc', properties))).join('\n'));
}

/** The hash of a link: of all it says, the hash of the link before it among it. */
export function linkHash(said: Omit<ChainLink, 'hash'>): string {
  return sha256(canonical(said));
}

function contentOf(text: string): string {
  const document = parse(text);
  if (document === null || typeof document !== 'object') return `damaged ${text}`;
  return canonical(
    Object.fromEntries(Object.entries(document).filter(([key]) => !mutable.has(key))),
  );
}

/** JSON with the members of each object in one order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value)
    .filter(([, member]) => !isEmpty(member))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not what we wrote: its text is hashed, which fits no record.
    return null;
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
