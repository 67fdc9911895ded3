import type { Parameters } from '../errors.ts';

/**
 * Fills a sentence with what it says of one case: `{name}` is a parameter, `{#names}…{/names}` is said for each entry of a
 * list, whose own properties are then the parameters, `{.}` the entry itself. A list is said with commas.
 * @throws RangeError for a parameter the sentence names and nobody gave
 */
export function fillSentence(sentence: string, parameters: Parameters): string {
  return sentence
    .replaceAll(/\{#(\w+)\}(.*?)\{\/\1\}/g, (_, name: string, each: string) =>
      listOf(parameters[name], name)
        .map((entry) => fillSentence(each, isObject(entry) ? entry : { '.': entry }))
        .join(', '),
    )
    .replaceAll(/\{(\w+|\.)\}/g, (_, name: string) => wordOf(parameters[name], name));
}

/** The parameters a sentence names, outside of what it says for each entry of a list. */
export function namesIn(sentence: string): readonly string[] {
  const outside = sentence.replaceAll(/\{#(\w+)\}.*?\{\/\1\}/g, '{$1}');
  return [...outside.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
}

function wordOf(value: unknown, name: string): string {
  if (Array.isArray(value)) return value.map((entry) => wordOf(entry, name)).join(', ');
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new RangeError(`the sentence has no '${name}' to say`);
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new RangeError(`'${name}' of the sentence is no list`);
}

function isObject(value: unknown): value is Parameters {
  return typeof value === 'object' && value !== null;
}
