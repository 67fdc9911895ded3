import { z } from 'zod';
import { fromParts, toParts } from '../long-text.ts';
import type { Row } from '../tables.ts';

/** A value read from a row, and the version of the row a conditional write names. */
export interface Versioned<Value> {
  readonly value: Value;
  readonly etag: string;
}

/** The properties that hold a value as JSON, checked against its schema before it is written. */
export function toDocument<Value>(schema: z.ZodType<Value>, value: Value): Row['properties'] {
  return toParts('doc', JSON.stringify(schema.parse(value)));
}

/**
 * Reads the value of a row.
 * @throws DamagedRowError when the row does not hold what its schema says
 */
export function fromDocument<Value>(
  kind: RowKind,
  schema: z.ZodType<Value>,
  row: Row,
): Versioned<Value> {
  const parsed = schema.safeParse(parseJson(fromParts('doc', row.properties)));
  if (!parsed.success) throw new DamagedRowError(kind, row.key, parsed.error);
  return { value: parsed.data, etag: row.etag };
}

/** What a row is, in the words of this app. */
export type RowKind =
  | 'audit line'
  | 'calendar link'
  | 'chain head'
  | 'chain line'
  | 'chain link'
  | 'delivered notice'
  | 'directory object'
  | 'given up'
  | 'group'
  | 'held user'
  | 'holder'
  | 'item'
  | 'job'
  | 'job users'
  | 'look-ahead'
  | 'mark'
  | 'name'
  | 'operation'
  | 'part'
  | 'product'
  | 'seat delta'
  | 'swept'
  | 'tenant'
  | 'tombstone'
  | 'undelivered notice'
  | 'user'
  | 'wake-up';

/** A row of ours that does not read as what was written: nothing is decided on it. The message tells no content. */
export class DamagedRowError extends Error {
  override readonly name = 'DamagedRowError';
  readonly key: string;

  constructor(kind: RowKind, key: string, cause: unknown) {
    super(`The ${kind} row '${key}' is damaged (${problemsOf(cause)}).`, { cause });
    this.key = key;
  }
}

const mostProblems = 3;

/** Which member is wrong and how, never what it holds: names that the schema does not know are content, too. */
function problemsOf(cause: unknown): string {
  if (!(cause instanceof z.ZodError)) return 'its key names nothing';
  const problems = cause.issues.map(({ path, code }) => {
    const known = code === 'invalid_key' ? path.slice(0, -1) : path;
    return `${known.map(String).join('.') || 'all of it'}: ${code}`;
  });
  const more = problems.length > mostProblems ? [`${problems.length - mostProblems} more`] : [];
  return [...problems.slice(0, mostProblems), ...more].join(', ');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not what the schema says either: the caller reports the row by its key.
    return undefined;
  }
}
