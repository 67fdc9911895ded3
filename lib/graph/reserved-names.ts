/** Functions and actions of whole collections in Microsoft's metadata, in small letters: no key is called so. */
const ofCollections: readonly string[] = [
  'delta',
  'getbyids',
  'getavailableextensionproperties',
  'getuserownedobjects',
  'validateproperties',
];

/** Keys with dots of their own: `graph.com` is a domain, no type of the namespace `graph`. */
const dotted: readonly string[] = ['domain'];

/**
 * Whether a segment is a name of Graph's own where a key could stand: `$count`, `delta`, `delta()`, a cast such as
 * `microsoft.graph.user`. A user principal name has an @, however it begins; one that begins with `$` is said as
 * `users('$adele@…')`, as in Graph.
 */
export function isReservedName(parameter: string, segment: string): boolean {
  const name = segment.toLowerCase();
  if (name.startsWith('$')) return true;
  if (name.includes('@') || dotted.includes(parameter)) return false;
  return isQualified(name) || name.endsWith('()') || ofCollections.includes(name);
}

/** Whether a segment asks for the changes since a token: `delta`, `delta()`, `microsoft.graph.delta(…)`. */
export function isDelta(segment: string): boolean {
  return /^(microsoft\.graph\.|graph\.)?delta(\(.*\))?$/i.test(segment);
}

function isQualified(name: string): boolean {
  return name.startsWith('microsoft.graph.') || name.startsWith('graph.');
}
