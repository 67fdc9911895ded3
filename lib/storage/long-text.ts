import type { Row } from './tables.ts';

const partLength = 32_000;

/**
 * Splits a text over numbered properties (`doc0`, `doc1`, …): one property holds at most 32,768 characters. A character
 * of two code units stays whole: half of one can not be sent as UTF-8.
 */
export function toParts(name: string, text: string): Record<string, string> {
  const parts: Record<string, string> = {};
  for (let start = 0, part = 0; start < text.length || part === 0; part += 1) {
    const end = start + partLength;
    const isPairCut = /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(end - 1, end + 1));
    const piece = text.slice(start, isPairCut ? end - 1 : end);
    parts[`${name}${part}`] = piece;
    start += piece.length;
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
