import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const cwd = resolve(import.meta.dirname, '../..');

it('a Node that reads no TypeScript says in one sentence what to run instead of dev/build.ts', async () => {
  const building = promisify(execFile)(
    process.execPath,
    ['--no-experimental-strip-types', 'dev/build.ts'],
    { cwd },
  );
  await expect(building).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^Node [\d.]+ reads no TypeScript: .* npm run build\n$/),
  });
});
