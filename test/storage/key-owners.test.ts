import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Keys taken apart or put together: by their letter, or at the character between their parts. */
const knowsKeys = /split\('~'\)|['"`][A-Z]{1,2}~|['"`]~[a-zA-Z]~/;

it('Nobody outside lib/storage knows a letter of a key', () => {
  const files = globSync(['lib/**/*.ts', 'functions/**/*.ts']);
  const outside = files.filter((file) => !file.replaceAll('\\', '/').startsWith('lib/storage/'));
  expect(outside.length).toBeGreaterThan(100);
  expect(outside.filter((file) => knowsKeys.test(readFileSync(file, 'utf8')))).toEqual([]);
});
