/** The rows that are ticked after some more were, in their order, as far as that many may be. */
export function tick(
  ticked: ReadonlySet<string>,
  ids: readonly string[],
  most = Infinity,
): ReadonlySet<string> {
  const more = ids.filter((id) => !ticked.has(id));
  return new Set([...ticked, ...more.slice(0, Math.max(0, most - ticked.size))]);
}

/** The rows that are ticked after some were cleared. */
export function clear(ticked: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  const cleared = new Set(ids);
  return new Set([...ticked].filter((id) => !cleared.has(id)));
}

/** The ids from one place to another, both included, whichever comes first. */
export function between(ids: readonly string[], from: number, to: number): readonly string[] {
  return ids.slice(Math.min(from, to), Math.max(from, to) + 1);
}
