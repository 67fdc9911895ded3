import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSampleTenant } from '../../dev/contoso/load.ts';
import { CONTOSO_TENANT_ID } from '../../dev/contoso/tenant.ts';
import type { StartedHost } from '../../dev/start-local-host.ts';
import { TenantClient, appFolder, globalAdministrator, startApp } from './running-app.ts';

let host: StartedHost;
beforeAll(async () => {
  host = await startApp();
  const token = await new TenantClient(host, CONTOSO_TENANT_ID).token(globalAdministrator);
  await loadSampleTenant({ url: host.url, token, log: () => {} });
});
afterAll(() => host.stop());

/** The commands of the tour as they are pasted. */
async function readCommands(): Promise<string> {
  const readme = await readFile(join(appFolder, 'README.md'), 'utf8');
  const tour = readme.split('## A tour')[1]?.split('\n## ')[0] ?? '';
  return [...tour.matchAll(/```sh\n(.*?)```/gs)].map(([, block]) => block).join('\n');
}

/** The same on another port. */
async function readTour(): Promise<string> {
  return (await readCommands())
    .replaceAll('http://localhost:7071', host.url)
    .replace('npm run --silent token --', `node dev/token.ts --url ${host.url}`);
}

it('the tour of the README shows what it says', async () => {
  const { stdout } = await promisify(execFile)('bash', ['-euc', await readTour()], {
    cwd: appFolder,
  });
  const answers = stdout.split('\n').filter((line) => line !== '');
  const codes = answers.map((answer) => /^\{"error":\{"code":"(\w+)"/.exec(answer)?.[1] ?? 'ok');
  // Refused are the DELETE of a synced user and the mail after its purge; everything else goes through.
  expect(codes.map((code, index) => [index, code]).filter(([, code]) => code !== 'ok')).toEqual([
    [7, 'userSynced'],
    [14, 'purged'],
  ]);
  expect(codes).toHaveLength(18);
  expect(answers[2]).toContain('"dryRun":true');
  expect(answers[4]).toContain('"reason":"otherLicense"');
  expect(answers[5]).toContain('"outcome":"stillInherited"');
  expect(answers[5]).toContain('"displayName":"Head office"');
  expect(answers[12]).toContain('Please pay invoice 2041');
  expect(answers[15]).toContain('"service":"oneDrive","state":"kept"');
});

it('has no command in the tour that bash, zsh and PowerShell read differently', async () => {
  const commands = (await readCommands())
    .split('\n')
    .filter((line) => !/^(TOKEN=|api\(\)|$)/.test(line));
  expect(commands).toHaveLength(18);
  // A method, a route without a bare `?` (a pattern in zsh) or `$` (a variable), and a body in single quotes.
  const alike = /^api (GET|POST|DELETE) ([\w/.@-]+|"[\w/.@?=-]+")( '[^'$]+')?$/;
  expect(commands.filter((line) => !alike.test(line))).toEqual([]);
});
