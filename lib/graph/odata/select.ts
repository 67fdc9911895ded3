import { badRequest, unsupportedQuery } from '../graph-error.ts';

/** Properties whose absence a script would act on; they are refused rather than shown without a value. */
const refused: readonly string[] = ['signInActivity'];

/**
 * The properties a `$select` names, spelled as they are answered; null when nothing is selected.
 * @throws GraphError for a property the type does not have
 */
export function parseSelect(
  text: string | null,
  type: string,
  known: readonly string[],
): readonly string[] | null {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0 || names.includes('*')) return null;
  return [...new Set(names.map((name) => spelled(name, type, known)))];
}

function spelled(name: string, type: string, known: readonly string[]): string {
  const found = known.find((property) => property.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  if (refused.some((property) => property.toLowerCase() === name.toLowerCase())) {
    throw unsupportedQuery(`the property '${name}' of ${type}: Unseat does not know it.`);
  }
  throw badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
  );
}

/** `users(id,displayName)`: a context tells what was selected. */
export function selectedContext(set: string, select: readonly string[] | null): string {
  return select === null ? set : `${set}(${select.join(',')})`;
}

/** Some of an object's properties, in the order they were asked for. */
export function pick(value: object, names: readonly string[] | null): Record<string, unknown> {
  const entries = Object.entries(value);
  if (names === null) return Object.fromEntries(entries);
  return Object.fromEntries(
    names.flatMap((name) => entries.filter(([property]) => property === name)),
  );
}
