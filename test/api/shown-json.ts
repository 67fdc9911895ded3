/** Stands for more of the same, or for something else each time. */
const any = '…';

/**
 * In what a JSON as a page shows it differs from what is answered. A text of `…` is anything, a list that ends with it goes
 * on, and an object that has it as a property has more of them.
 */
export function differences(shown: unknown, answered: unknown, place = '$'): readonly string[] {
  if (shown === any)
    return answered === null || answered === undefined ? [`${place} is not there`] : [];
  if (Array.isArray(shown) && Array.isArray(answered)) {
    const goesOn = shown.at(-1) === any;
    const entries = goesOn ? shown.slice(0, -1) : shown;
    const isShort =
      answered.length < entries.length || (!goesOn && answered.length > entries.length);
    return isShort
      ? [`${place} has ${answered.length} entries`]
      : entries.flatMap((entry, index) =>
          differences(entry, answered[index], `${place}[${index}]`),
        );
  }
  if (isObject(shown) && isObject(answered)) {
    const surplus = any in shown ? [] : Object.keys(answered).filter((key) => !(key in shown));
    const named = Object.entries(shown).filter(([key]) => key !== any);
    return [
      ...surplus.map((key) => `${place}.${key} is not shown`),
      ...named.flatMap(([key, value]) => differences(value, answered[key], `${place}.${key}`)),
    ];
  }
  return shown === answered ? [] : [`${place} is ${JSON.stringify(answered)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
