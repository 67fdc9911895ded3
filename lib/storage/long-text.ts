import type { Row } from './tables.ts';

const partLength = 32_000;

/** Splits a text over numbered properties (`doc0`, `doc1`, …): one property holds at most 32,768 characters. */
export function toParts(name: string, text: string): Record<string, string> {
  const parts: Record<string, string> = {};
  for (let start = 0, part = 0; start < text.length || part === 0; start += partLength, part += 1) {
    parts[`${name}${part}`] = text.slice(start, start + partLength);
  }
  return parts;
}

/** Puts numbered properties together again. */
export function fromParts(name: string, properties: Row['properties']): string {
  let text = '';
  for (let part = 0; typeof properties[`${name}${part}`] === 'string'; part += 1) {
    text += String(properties[`${name}${part}`]);
  }
  return text;
}
