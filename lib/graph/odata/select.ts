import { badRequest, unsupportedQuery } from '../graph-error.ts';
import { isList, isRelationship } from '../published/kinds.ts';
import type { PublishedProperties } from '../published/kinds.ts';
import { published } from '../published/published.ts';
import { spelledIn } from './filter.ts';

export type PublishedType = keyof typeof published;

/** Properties whose absence a script would act on; they are refused rather than shown without a value. */
const refused: readonly string[] = ['signInActivity', 'mailboxSettings'];

/**
 * The properties a `$select` names, spelled as they are answered; null when nothing is selected.
 * @throws GraphError for a property the type does not have
 */
export function parseSelect(text: string | null, type: PublishedType): readonly string[] | null {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0 || names.includes('*')) return null;
  return [...new Set(names.map((name) => spelled(name, type)))];
}

function spelled(name: string, type: PublishedType): string {
  const known: PublishedProperties = published[type];
  const found = spelledIn(Object.keys(known), name);
  const kind = found === undefined ? undefined : known[found];
  if (found === undefined || kind === undefined) {
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.${type}'.`,
    );
  }
  if (refused.includes(found)) {
    throw unsupportedQuery(`the property '${found}' of ${type}: Unseat does not know it.`);
  }
  if (isRelationship(kind)) {
    throw unsupportedQuery(`'${found}' of ${type} in $select: it is a relationship, no property.`);
  }
  return found;
}

/** What a property shows of which nothing is known, as Graph shows what is not set. */
export function emptyValue(type: PublishedType, name: string): null | readonly never[] {
  const known: PublishedProperties = published[type];
  return isList(known[name] ?? 'string') ? [] : null;
}

/** `users(id,displayName)`: a context tells what was selected. */
export function selectedContext(set: string, select: readonly string[] | null): string {
  return select === null ? set : `${set}(${select.join(',')})`;
}

/** Some of an object's properties, in the order they were asked for; all of it where nothing was selected. */
export function pick(
  value: Readonly<Record<string, unknown>>,
  names: readonly string[] | null,
  type: PublishedType,
): Record<string, unknown> {
  if (names === null) return { ...value };
  return Object.fromEntries(names.map((name) => [name, value[name] ?? emptyValue(type, name)]));
}
