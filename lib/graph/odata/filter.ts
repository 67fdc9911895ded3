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

/** What can be filtered: the properties with their types, and the collections with those of their entries. */
export interface FilterSchema {
  readonly entity: string;
  readonly properties: Readonly<Record<string, PropertyType>>;
  readonly collections: Readonly<Record<string, Readonly<Record<string, PropertyType>>>>;
}
