/** Control information that also stands without metadata, as OData has it. */
const always: readonly string[] = ['@odata.nextLink', '@odata.count', '@odata.deltaLink'];

/** How much an answer says about itself. Full metadata, which Graph has too, is answered as minimal. */
export type MetadataLevel = 'none' | 'minimal';

/** The level an Accept header asks for: `application/json;odata.metadata=none`, with or without `odata.`. */
export function metadataLevelOf(accept: string | null): MetadataLevel {
  return /;\s*(odata\.)?metadata\s*=\s*"?none\b/i.test(accept ?? '') ? 'none' : 'minimal';
}

/** An entity or a list without what only describes it. */
export function withoutMetadata(body: object): object {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => !name.startsWith('@odata.') || always.includes(name))
      .map(([name, value]) => [name, name === 'value' ? entriesWithout(value) : value]),
  );
}

function entriesWithout(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null ? withoutMetadata(entry) : entry,
  );
}
