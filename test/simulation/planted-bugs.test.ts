import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plantedBugs } from '../../simulation/planted/planted-bugs.ts';

it.each(plantedBugs)('$name: can be planted in the sources as they are', ({ changes }) => {
  for (const { file, from, to } of changes) {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  }
});
