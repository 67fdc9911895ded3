import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plantedBugs } from '../../simulation/planted/planted-bugs.ts';

it.each(plantedBugs)('$name: can be planted in the sources as they are', ({ changes }) => {
  for (const { file, from, to } of changes) {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  }
});

it('the page of what must not come back names tests and bugs that there are', () => {
  const rows = readFileSync('docs/proofs.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| [A-Z]/.test(line))
    .map((line) =>
      line
        .split(' | ')
        .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)),
    );
  expect(rows.length).toBeGreaterThan(20);
  const names = new Set(plantedBugs.map(({ name }) => name));
  for (const [, tests = [], bugs = []] of rows) {
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((file) => !existsSync(file))).toEqual([]);
    expect(bugs.length).toBeGreaterThan(0);
    expect(bugs.filter((name) => !names.has(name))).toEqual([]);
  }
});
