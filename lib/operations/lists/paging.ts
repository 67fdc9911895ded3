import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { UnseatError } from '../../errors.ts';
import type { TenantId } from '../../licensing/ids.ts';
import { wrongSkipToken as notOfThisList } from '../../refusals/requests.ts';
import { isKey } from '../../storage/limits.ts';
import type { Range } from '../../storage/tables.ts';

/** A slice of a list; `skipToken` leads to what follows, null at the end. */
export interface Slice<Value> {
  readonly value: readonly Value[];
  readonly skipToken: string | null;
}

/** A list as its tokens know it: one of another kind, tenant or query leads nowhere in it. */
export interface List {
  readonly kind: string;
  readonly tenantId: TenantId;
  /** All that decides what is listed, and in which order; how much at once does not. */
  readonly query: Readonly<Record<string, unknown>>;
}

const Position = z.strictObject({ list: z.string(), from: z.string().max(2000) });

/** An opaque token that says where a list goes on. */
export function toSkipToken(list: List, from: string): string {
  return Buffer.from(JSON.stringify({ list: markOf(list), from })).toString('base64url');
}

/**
 * Where a list goes on; null: at its beginning.
 * @param range the keys of the list, where its position is one
 * @throws UnseatError invalidRequest for a token that is not one of this list
 */
export function fromSkipToken(list: List, token: string | null, range?: Range): string | null {
  if (token === null) return null;
  const parsed = Position.safeParse(parseJson(Buffer.from(token, 'base64url').toString()));
  if (!parsed.success || parsed.data.list !== markOf(list)) throw wrongSkipToken();
  const { from } = parsed.data;
  if ((range !== undefined && !isWithin(range, from)) || !/^[A-Za-z0-9~._|-]+$/.test(from))
    throw wrongSkipToken();
  return from;
}

/** Whether a position is a key of these rows: a forged one leads to no row of another kind. */
export function isWithin({ from, to }: Range, position: string): boolean {
  return isKey(position) && position >= from && position < to;
}

/** 400: a token that leads nowhere. */
export function wrongSkipToken(): UnseatError {
  return notOfThisList({}, 'skipToken');
}

/** A link stands in logs and histories: of what was asked it holds a hash. */
function markOf({ kind, tenantId, query }: List): string {
  const text = JSON.stringify([kind, tenantId, query]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is no token; the caller says so.
    return null;
  }
}
