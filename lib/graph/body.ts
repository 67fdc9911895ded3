import type { z } from 'zod';
import { issueWords } from '../schema-words.ts';
import { badRequest } from './graph-error.ts';

/**
 * Parses a body. Annotations such as `@odata.type`, which SDKs send along, are left out first.
 * @throws GraphError Request_BadRequest that names the first problem
 */
export function parseBody<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(withoutAnnotations(body), { error: issueWords });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw badRequest(`Invalid property '${issue.keys.join("', '")}': Unseat does not change it.`);
  }
  const path = issue?.path.join('/') ?? '';
  throw badRequest(
    `Invalid value specified for property '${path === '' ? 'body' : path}': ${issue?.message ?? 'it can not be read'}.`,
  );
}

function withoutAnnotations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnnotations);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !name.includes('@'))
      .map(([name, inner]) => [name, withoutAnnotations(inner)]),
  );
}
