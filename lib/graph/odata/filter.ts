/** The comparisons of a filter. */
export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof comparisons)[number];

export type Literal = string | number | boolean | null;

/** A parsed `$filter`. Paths name a property of the entity, or inside `any` one of the collection's entries. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | {
      readonly kind: 'compare';
      readonly property: string;
      readonly comparison: Comparison;
      readonly value: Literal;
    }
  | { readonly kind: 'in'; readonly property: string; readonly values: readonly Literal[] }
  | {
      readonly kind: 'startswith' | 'endswith';
      readonly property: string;
      readonly text: string;
    }
  | {
      readonly kind: 'any';
      readonly collection: string;
      /** Null: `any()`, the collection has an entry at all. */
      readonly part: Filter | null;
    }
  | {
      readonly kind: 'count';
      readonly collection: string;
      readonly comparison: Comparison;
      readonly value: number;
    };

export type PropertyType = 'string' | 'boolean' | 'guid' | 'date';

/** What a collection holds: entries with properties, or values of one type. */
export type EntryType = PropertyType | Readonly<Record<string, PropertyType>>;

/**
 * What can be filtered: the properties with their types, and the collections with those of their entries. Names are found
 * without regard to case, as Graph does.
 */
export interface FilterSchema {
  readonly entity: string;
  readonly properties: Readonly<Record<string, PropertyType>>;
  readonly collections: Readonly<Record<string, EntryType>>;
  /** Properties the type has beside these; they are told from those that do not exist. */
  readonly others: readonly string[];
  /** Refuses a value that would quietly find nobody. @throws GraphError */
  readonly refuseValue?: (path: string, value: Literal) => void;
}

/** The name of the value itself inside `any` over a collection of values. */
export const ownValue = '';

/** How a schema spells a name; undefined where it has none such. */
export function spelledIn(names: Iterable<string>, wanted: string): string | undefined {
  const text = wanted.toLowerCase();
  for (const name of names) if (name.toLowerCase() === text) return name;
  return undefined;
}
