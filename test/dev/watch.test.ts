import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { isRunning } from '../../dev/azurite/process-id.ts';
import { readRecord } from '../../dev/azurite/record.ts';
import { exitWithParentVariable } from '../../dev/exit-with-parent.ts';
import { eventually } from '../eventually.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unseat-test-'));
  await mkdir(join(folder, 'functions'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'host.json'), '{"version":"2.0"}');
  const manifest = { type: 'module', main: 'dist/functions/*.js' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  const types = { extends: join(root, 'tsconfig.json'), include: ['functions'] };
  await writeFile(join(folder, 'tsconfig.app.json'), JSON.stringify(types));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: string, code: string) =>
  writeFile(
    join(folder, `functions/${name}.ts`),
    `import { app } from '@azure/functions';
     app.http('${name}', { authLevel: 'anonymous', handler: () => ({ body: text() }) });
     ${code}`,
  );
const says = (text: string) => `const text = (): string => '${text}';`;

function startWatching() {
  const args = ['--app', folder, '--state', join(folder, 'state')];
  const free = ['--port', '0', '--storage-port', '0', '--no-sample'];
  const child = spawn(process.execPath, ['dev/start.ts', '--watch', ...args, ...free], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [exitWithParentVariable]: String(process.pid) },
  });
  let output = '';
  const listen = (chunk: Buffer) => {
    output += stripVTControlCharacters(chunk.toString());
  };
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const url = () => /listening on (http:\S+)/.exec(output)?.[1] ?? '';
  return {
    child,
    ended: once(child, 'exit'),
    output: () => output,
    ask: async (path: string) => (await fetch(`${url()}/${path}`)).text(),
  };
}

const Status = z.object({ processId: z.number() });

it('npm run dev serves each change, and the app as it was until a mistake is mended', async () => {
  await write('hello', says('one'));
  const { child, ended, output, ask } = startWatching();
  const answers = (path: string, text: string) =>
    eventually(async () => expect(await ask(`api/${path}`)).toBe(text));
  await answers('hello', 'one');
  const azurite = readRecord(join(folder, 'state'))?.pid ?? 0;

  await write('hello', says('two'));
  await answers('hello', 'two');
  for (const [mistake, complaint] of [
    ['const text = ;', 'hello.ts:3'],
    [`${says('three')} export const n: number = 'three';`, 'TS2322'],
    [`${says('three')} throw new Error('not loaded');`, 'not loaded'],
  ] as const) {
    await write('hello', mistake);
    await eventually(() => expect(output()).toContain(complaint));
    expect(await ask('api/hello')).toBe('two');
  }
  await write('hello', says('four'));
  await answers('hello', 'four');

  await write('added', says('five'));
  await answers('added', 'five');
  await rm(join(folder, 'functions/added.ts'));
  await answers('added', '');
  expect(readRecord(join(folder, 'state'))?.pid).toBe(azurite);

  const { processId } = Status.parse(JSON.parse(await ask('admin/host/status')));
  child.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect([processId, azurite].filter(isRunning)).toEqual([]);
});
