import type { Filter, FilterSchema, PropertyType } from '../odata/filter.ts';
import type { PublishedKind, PublishedProperties } from '../published/kinds.ts';
import { published } from '../published/published.ts';

const properties: PublishedProperties = published.group;

function ofKind(kind: PublishedKind): Readonly<Record<string, PropertyType>> {
  const names = Object.keys(properties).filter((name) => properties[name] === kind);
  return Object.fromEntries(names.map((name) => [name, typeOf(name, kind)]));
}

function typeOf(name: string, kind: PublishedKind): PropertyType {
  if (kind === 'boolean') return 'boolean';
  return name.endsWith('DateTime') ? 'date' : 'string';
}

/** What a `$filter` over groups can name: whatever a dump can have said. */
export const groupFilterSchema: FilterSchema = {
  entity: 'group',
  properties: { ...ofKind('string'), ...ofKind('boolean'), id: 'guid' },
  collections: { assignedLicenses: { skuId: 'guid' }, ...ofKind('strings') },
  others: Object.keys(properties),
};

/** Whether a filter looks at a property. */
export function looksAt(filter: Filter | null, property: string): boolean {
  switch (filter?.kind) {
    case undefined:
      return false;
    case 'and':
    case 'or':
      return filter.parts.some((part) => looksAt(part, property));
    case 'not':
      return looksAt(filter.part, property);
    case 'any':
    case 'count':
      return filter.collection === property;
    case 'compare':
    case 'in':
    case 'startswith':
    case 'endswith':
      return filter.property === property;
    default:
      return filter satisfies never;
  }
}
