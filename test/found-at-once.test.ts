import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync('docs/architecture.md', 'utf8');
const row =
  /^\| (?<what>[^|]+?) +\| `grep -rn "(?<text>[^"]+)" (?<folder>\S+)` +\| (?<finds>.+?) +\|$/gm;

/** The rows of "Found with one command": what is looked for, the words, the folder, and where they stand. */
const rows = [...page.matchAll(row)].map(({ groups = {} }) => ({
  what: groups['what'] ?? '',
  text: groups['text'] ?? '',
  folder: groups['folder'] ?? '',
  finds: placesIn(groups['finds'] ?? ''),
}));

/** Files are named; of a folder, every file. */
function placesIn(finds: string): readonly string[] {
  const named = [...finds.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
  return named.flatMap((path) => (path.endsWith('.ts') ? [path] : globSync(`${path}/*.ts`)));
}

it('names the five things somebody looks for first', () => {
  expect(rows).toHaveLength(5);
});

it.each(rows)('$what: found with the command of the page, and nowhere else', (asked) => {
  const files = globSync(`${asked.folder}/**/*.ts`);
  const found = files.filter((file) => readFileSync(file, 'utf8').includes(asked.text));
  expect(found.toSorted()).toEqual(asked.finds.toSorted());
});
