import type { z } from 'zod';
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
export function fromDocument<Value>(schema: z.ZodType<Value>, row: Row): Versioned<Value> {
  const parsed = schema.safeParse(parseJson(fromParts('doc', row.properties)));
  if (!parsed.success) throw new DamagedRowError(row.key, parsed.error);
  return { value: parsed.data, etag: row.etag };
}

/** A row of ours that does not read as what was written: nothing is decided on it. */
export class DamagedRowError extends Error {
  override readonly name = 'DamagedRowError';

  readonly key: string;

  constructor(key: string, cause: unknown) {
    super(`The row '${key}' does not hold what its schema says.`, { cause });
    this.key = key;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON is not what the schema says either: the caller reports the row by its key.
    return undefined;
  }
}
