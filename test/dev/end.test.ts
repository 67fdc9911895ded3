import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startAzurite } from '../../dev/azurite.ts';
import { withAzuriteLock } from '../../dev/azurite/lock.ts';
import { isRunning } from '../../dev/azurite/process-id.ts';
import { type AzuriteRecord, readRecord, writeRecord } from '../../dev/azurite/record.ts';
import { exitWithParentVariable } from '../../dev/exit-with-parent.ts';
import { eventually } from '../eventually.ts';
import { fixtureApp } from './fixture.ts';

const root = resolve(import.meta.dirname, '../..');
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unseat-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function recordOf(stateFolder: string): AzuriteRecord {
  const record = readRecord(stateFolder);
  if (record === null) throw new Error('Azurite has left no record');
  return record;
}

const pidOf = (stateFolder: string): number => recordOf(stateFolder).pid;

const options = () =>
  ['--app', fixtureApp, '--no-sample', '--port', '0', '--storage-port', '0'].concat(
    '--state',
    folder,
  );

async function addressOf(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return eventually(() => {
    expect(output).toMatch(/http:\S+/);
    return /http:[\w/.:]+/.exec(output)?.[0] ?? '';
  });
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'npm start ends with all it has started when only npm gets %s',
  async (signal) => {
    const npm = spawn('npm', ['start', '--', ...options()], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(npm, 'exit');
    const status = await fetch(`${await addressOf(npm)}/admin/host/status`);
    const { processId } = z.object({ processId: z.number() }).parse(await status.json());
    const azurite = pidOf(folder);
    npm.kill(signal);
    await ended;
    await eventually(() => expect([processId, azurite].filter(isRunning)).toEqual([]));
  },
);

it('a host whose output nobody reads any more goes on', async () => {
  const host = spawn(process.execPath, ['dev/start.ts', ...options(), '--memory'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(host, 'exit');
  const url = await addressOf(host);
  host.stdout.destroy();
  for (const _ of [1, 2, 3]) expect((await fetch(`${url}/api/seen`)).status).toBe(200);
  host.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});

it('a host whose starter is gone before it listens ends by itself', async () => {
  const starter = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(starter, 'exit');
  const host = spawn(process.execPath, ['dev/start.ts', ...options(), '--memory'], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, [exitWithParentVariable]: String(starter.pid) },
  });
  expect(await once(host, 'exit')).toEqual([0, null]);
});

it('Azurite is one for two that start it at once', async () => {
  const start = () => startAzurite({ stateFolder: folder, port: 0 });
  const [one, two] = await Promise.all([start(), start()]);
  expect(two.ports).toEqual(one.ports);
  const pid = pidOf(folder);
  await Promise.all([one.stop(), two.stop()]);
  expect(isRunning(pid)).toBe(false);
});

it('a lock that a killed process has left is taken, by one at a time', async () => {
  const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(gone, 'exit');
  await writeFile(join(folder, 'azurite.lock'), String(gone.pid));
  let inside = 0;
  const work = async () => {
    inside += 1;
    await new Promise(setImmediate);
    expect(inside).toBe(1);
    inside -= 1;
  };
  await Promise.all([1, 2, 3].map(() => withAzuriteLock(folder, work)));
  expect(await readdir(folder)).toEqual([]);
});

it('Azurite left half started or half stopped is ended before another one has its files', async () => {
  await startAzurite({ stateFolder: folder, port: 0 });
  const left = pidOf(folder);
  writeRecord(folder, { ...recordOf(folder), ports: null, hosts: [] });
  const next = await startAzurite({ stateFolder: folder, port: 0 });
  expect(isRunning(left)).toBe(false);
  await next.stop();
});

it('Azurite on disk ends by itself once no host of its folder runs', async () => {
  vi.stubEnv('UNSEAT_AZURITE_GRACE_MS', '0');
  await startAzurite({ stateFolder: folder, port: 0 });
  vi.unstubAllEnvs();
  const record = recordOf(folder);
  writeRecord(folder, { ...record, hosts: [] });
  await eventually(() => expect(isRunning(record.pid)).toBe(false));
});
