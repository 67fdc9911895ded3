import { expect, it } from 'vitest';
import { fromParts, toParts } from '../../lib/storage/long-text.ts';

it.each([
  ['of one unit', 'a'],
  ['of two units', '😀'],
  ['of two units, one unit on', 'a😀'],
])('A long text of characters %s is cut between characters', (_, text) => {
  const long = text.repeat(80_000);
  const parts = toParts('doc', long);
  expect(Object.values(parts).every((part) => part.isWellFormed())).toBe(true);
  expect(Object.values(parts).every((part) => part.length <= 32_768)).toBe(true);
  expect(fromParts('doc', parts)).toBe(long);
});
