import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ImportKind } from '../../storage/rows/operation-request.ts';
import type { Catalog } from '../engine/catalogs.ts';
import type { Decision, OperationSpec } from '../engine/operation-spec.ts';
import { runOperation } from '../engine/run-operation.ts';
import type { Session } from '../engine/session.ts';
import type { ImportAnswer } from '../engine/answers/shapes.ts';
import { issueWords } from '../../schema-words.ts';

/** What became of one entry of a part. */
export const EntryResult = z.strictObject({
  index: z.number().int(),
  id: z.string().nullable(),
  outcome: z.enum(['accepted', 'unchanged', 'rejected']),
  /** Why it was rejected, or what is to be known of it though it was not. */
  reason: z.string().nullable(),
});
export type EntryResult = z.infer<typeof EntryResult>;

/** An entry that was understood, with its place in the part. */
export interface Entry<Value> {
  readonly index: number;
  readonly id: string | null;
  readonly value: Value;
}

/** The entries of a part that can be taken in, and those that can't, each with the reason. */
export interface Read<Value> {
  readonly entries: readonly Entry<Value>[];
  readonly rejected: readonly EntryResult[];
}

type Place = Pick<Entry<unknown>, 'index' | 'id'>;

export function accepted({ index, id }: Place, note: string | null = null): EntryResult {
  return { index, id, outcome: 'accepted', reason: note };
}

export function unchanged({ index, id }: Place, note: string | null = null): EntryResult {
  return { index, id, outcome: 'unchanged', reason: note };
}

export function rejected({ index, id }: Place, reason: string): EntryResult {
  return { index, id, outcome: 'rejected', reason };
}

/**
 * Reads entries one by one: a broken one is named, the others go on. The second of two with one id is rejected, unless the
 * caller knows what becomes of repeats.
 */
export function readEntries<Value>(
  part: readonly unknown[],
  schema: z.ZodType<Value>,
  idOf: (value: Value) => string,
  { mayRepeat = false } = {},
): Read<Value> {
  const entries: Entry<Value>[] = [];
  const refused: EntryResult[] = [];
  const firstWithId = new Map<string, number>();
  for (const [index, raw] of part.entries()) {
    const parsed = schema.safeParse(raw, { error: issueWords });
    if (!parsed.success) {
      refused.push(rejected({ index, id: rawId(raw) }, reasonOf(parsed.error)));
      continue;
    }
    const id = idOf(parsed.data);
    const first = firstWithId.get(id);
    if (first === undefined || mayRepeat) {
      firstWithId.set(id, index);
      entries.push({ index, id, value: parsed.data });
    } else {
      refused.push(rejected({ index, id }, `stands in this part already, at index ${first}`));
    }
  }
  return { entries, rejected: refused };
}

type EntryDecisions<Value> = Pick<OperationSpec<Entry<Value>>, 'seatsWanted' | 'userIdOf'> & {
  readonly kind: ImportKind;
  readonly decide: (
    input: Parameters<OperationSpec<Entry<Value>>['decide']>[0],
  ) => Promise<ImportDecision>;
};

/** Takes the entries in as one operation, each decided on its own. */
export async function decideEntries<Value>(
  session: Session,
  catalog: Catalog,
  entries: readonly Entry<Value>[],
  { kind, ...decisions }: EntryDecisions<Value>,
): Promise<readonly EntryResult[]> {
  if (entries.length === 0) return [];
  const contentHash = createHash('sha256').update(JSON.stringify(entries)).digest('hex');
  const run = await runOperation(session, catalog, {
    ...decisions,
    request: { path: 'import', kind, entries: entries.length, contentHash },
    targets: entries,
    refuse: (target, error) => ({ after: null, result: rejected(target, error.message) }),
  });
  return run.parts.flatMap((part) => z.array(EntryResult).parse(part.results));
}

/** Takes the entries in and counts them together with those that could not be read. */
export async function importEntries<Value>(
  session: Session,
  catalog: Catalog,
  { entries, rejected: unreadable }: Read<Value>,
  decisions: EntryDecisions<Value>,
): Promise<ImportAnswer> {
  const results = await decideEntries(session, catalog, entries, decisions);
  return countResults([...unreadable, ...results]);
}

export type ImportDecision = Omit<Decision, 'result'> & { readonly result: EntryResult };

export function countResults(unordered: readonly EntryResult[]): ImportAnswer {
  const results = unordered.toSorted((a, b) => a.index - b.index);
  const count = (of: EntryResult['outcome']): number =>
    results.filter(({ outcome }) => outcome === of).length;
  return {
    accepted: count('accepted'),
    unchanged: count('unchanged'),
    rejected: results
      .filter(({ outcome }) => outcome === 'rejected')
      .map(({ index, id, reason }) => ({ index, id, reason: reason ?? 'rejected' })),
    notes: results.flatMap(({ index, id, outcome, reason }) =>
      outcome === 'rejected' || reason === null ? [] : [{ index, id, note: reason }],
    ),
  };
}

function rawId(raw: unknown): string | null {
  const parsed = z
    .object({ id: z.string() })
    .or(z.object({ skuId: z.string() }))
    .safeParse(raw);
  if (!parsed.success) return null;
  return 'id' in parsed.data ? parsed.data.id : parsed.data.skuId;
}

function reasonOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`))
    .join('; ');
}
