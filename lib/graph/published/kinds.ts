/** What a published property holds; a relationship is read by a path of its own. */
export type PublishedKind =
  | 'string'
  | 'boolean'
  | 'number'
  | 'object'
  | 'strings'
  | 'numbers'
  | 'objects'
  | 'relationship'
  | 'relationships';

export type PublishedProperties = Readonly<Record<string, PublishedKind>>;

/** Whether a property holds several values. */
export function isList(kind: PublishedKind): boolean {
  return kind === 'strings' || kind === 'numbers' || kind === 'objects';
}

/** Whether it is no property at all but leads to something else. */
export function isRelationship(kind: PublishedKind): boolean {
  return kind === 'relationship' || kind === 'relationships';
}
