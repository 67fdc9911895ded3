import { expect, it } from 'vitest';
import { mostLevels, nestsTooDeep } from '../../lib/http/nesting.ts';

const lists = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

it.each([
  ['nothing', ''],
  ['as many levels as there may be', lists(mostLevels)],
  ['many lists beside each other', `[${Array<string>(500).fill('[{}]').join(',')}]`],
  ['brackets in a text', JSON.stringify(['['.repeat(500)])],
  ['brackets after a quotation mark in a text', JSON.stringify({ a: `"${'{'.repeat(500)}` })],
])('%s is not too deep', (_, text) => {
  expect(nestsTooDeep(text)).toBe(false);
});

it.each([
  ['one level more', lists(mostLevels + 1)],
  ['objects', '{"a":'.repeat(mostLevels + 1)],
  ['lists after a text that ends in a backslash', `["\\\\",${lists(mostLevels)}]`],
])('%s is too deep', (_, text) => {
  expect(nestsTooDeep(text)).toBe(true);
});
