import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { fixtureApp, startFixture } from './fixture.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
let host: StartedHost;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'unseat-test-'));
  host = await startFixture();
});
afterAll(async () => {
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

const node = (...args: string[]) => run(process.execPath, args, { cwd: root });

it('names the process on a taken port and the option to use, and ends with 1', async () => {
  const port = new URL(host.url).port;
  const starting = node('dev/start.ts', '--app', fixtureApp, '--port', port, '--memory');
  await expect(starting).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      new RegExp(`Port ${port} is taken .*\\(process ${host.pid}\\).*--port ${Number(port) + 1}`),
    ),
  });
});

it('prints a token and nothing else', async () => {
  const tenant = 'aaaaaaaa-0000-4000-8000-000000000001';
  const options = ['--tenant', tenant, '--role', 'License Administrator', '--url', host.url];
  const { stdout } = await node('dev/token.ts', ...options);
  expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
});

it('says that no host runs when a token is asked of nobody', async () => {
  const asking = node('dev/token.ts', '--tenant', 'x', '--url', 'http://localhost:9');
  await expect(asking).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Start the local host first: npm start'),
  });
});

it.each([
  [
    'two functions with the same route and method',
    `app.http('one', { route: 'a/{x}', handler: () => {} });
     app.http('two', { route: 'A/{y}', methods: ['POST'], handler: () => {} });`,
    /"one" and "two" have the same route and method \(POST\)/,
  ],
  [
    "a route of the host's own",
    `app.http('one', { route: 'admin/x', handler: () => {} });`,
    /"admin\/x" of the function "one" conflicts/,
  ],
  [
    'a trigger the local host has not',
    `app.storageBlob('one', { path: 'a/{b}', connection: 'AzureWebJobsStorage', handler: () => {} });`,
    /"one" has blobTrigger/,
  ],
  [
    'a setting that is missing',
    `app.storageQueue('one', { queueName: '%NO_SUCH%', connection: 'AzureWebJobsStorage', handler: () => {} });`,
    /"one" needs the setting NO_SUCH/,
  ],
  ['no function', '', /has registered a function/],
])('refuses an app with %s', async (_, code, message) => {
  const app = await mkdtemp(join(folder, 'app-'));
  await cp(join(fixtureApp, 'host.json'), join(app, 'host.json'));
  await symlink(join(root, 'node_modules'), join(app, 'node_modules'));
  await writeFile(join(app, 'package.json'), '{"type":"module","main":"main.js"}');
  await writeFile(join(app, 'main.js'), `import { app } from '@azure/functions';\n${code}`);
  await expect(startFixture({ azurite: host.azurite, appFolder: app })).rejects.toThrow(message);
});

it('lets a request that runs come to its end before it stops', async () => {
  const second = await startFixture({ azurite: host.azurite });
  const answer = fetch(`${second.url}/api/slow`);
  // Sent before the signal: the connection is there once this one is answered.
  await fetch(`${second.url}/api/seen`);
  await second.stop();
  expect(await (await answer).text()).toBe('done');
});
