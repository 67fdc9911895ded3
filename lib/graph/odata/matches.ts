import type { Comparison, Filter, Literal } from './filter.ts';
import { ownValue } from './filter.ts';

/** An entity as its answer shows it. */
export type Entity = Readonly<Record<string, unknown>>;

/**
 * Whether an entity fits a filter. Texts are compared without regard to case, as the directory does; a value that is not
 * there is equal to null only.
 */
export function matches(filter: Filter, entity: Entity): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matches(part, entity));
    case 'or':
      return filter.parts.some((part) => matches(part, entity));
    case 'not':
      return !matches(filter.part, entity);
    case 'compare':
      return compare(entity[filter.property], filter.comparison, filter.value);
    case 'in':
      return filter.values.some((value) => isEqual(entity[filter.property], value));
    case 'startswith':
      return textOf(entity[filter.property])?.startsWith(filter.text.toLowerCase()) ?? false;
    case 'endswith':
      return textOf(entity[filter.property])?.endsWith(filter.text.toLowerCase()) ?? false;
    case 'any': {
      const { part } = filter;
      const entries = entriesOf(entity[filter.collection]);
      return entries.some((entry) => part === null || matches(part, entry));
    }
    case 'count':
      return compare(entriesOf(entity[filter.collection]).length, filter.comparison, filter.value);
  }
}

function compare(found: unknown, comparison: Comparison, value: Literal): boolean {
  if (comparison === 'eq') return isEqual(found, value);
  if (comparison === 'ne') return !isEqual(found, value);
  const difference = differenceOf(found, value);
  if (difference === null) return false;
  switch (comparison) {
    case 'gt':
      return difference > 0;
    case 'ge':
      return difference >= 0;
    case 'lt':
      return difference < 0;
    case 'le':
      return difference <= 0;
  }
}

function isEqual(found: unknown, value: Literal): boolean {
  if (value === null) return found === null || found === undefined;
  const difference = differenceOf(found, value);
  if (difference !== null) return difference === 0;
  return typeof value === 'string' ? textOf(found) === value.toLowerCase() : found === value;
}

/** By which two numbers or two points in time differ; null for anything else. */
function differenceOf(found: unknown, value: Literal): number | null {
  if (typeof found === 'number' && typeof value === 'number') return found - value;
  if (!isInstant(found) || !isInstant(value)) return null;
  return Date.parse(found) - Date.parse(value);
}

function isInstant(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length >= 20 &&
    value.charAt(10) === 'T' &&
    value.endsWith('Z')
  );
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.toLowerCase() : null;
}

function entriesOf(value: unknown): readonly Entity[] {
  if (!Array.isArray(value)) return [];
  return value.map((entry) => (isEntity(entry) ? entry : { [ownValue]: entry }));
}

function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null;
}
