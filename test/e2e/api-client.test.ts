import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { generateSource } from 'oazapfts';
import { expect, it, onTestFinished } from 'vitest';
import { describeApi } from '../../lib/api/openapi/describe-api.ts';
import { apiRoutes } from '../in-memory/functions.ts';

/** What somebody writes who has nothing but the description. */
const page = `
import { listUsers, unassignUser } from './client.ts';
import type { UserResult, UserRow } from './client.ts';

export async function rows(): Promise<readonly UserRow[]> {
  const answer = await listUsers({ view: 'list', top: 1000, ifNoneMatch: 'W/"a"' });
  if (answer.status !== 200) return [];
  return answer.data.value.filter((user): user is UserRow => 'isHeld' in user);
}

export async function take(userId: string, skuId: string): Promise<readonly UserResult[] | string> {
  const answer = await unassignUser(userId, { skuIds: [skuId] }, { dryRun: 'true', idempotencyKey: 'a' });
  switch (answer.status) {
    case 200:
      return answer.data.results;
    case 403: {
      const { error } = answer.data;
      return error.code === 'forbidden' ? error.parameters.roles.join() : error.message;
    }
    case 409: {
      const { error } = answer.data;
      return error.code === 'userUnderHold' ? error.parameters.holdIds.join() : error.message;
    }
    case 422:
      return answer.data.error.parameters.usedAt;
    default:
      return answer.data.error.code;
  }
}
`;

it('a client made of the description compiles, and so does what is written with it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unseat-client-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const description = join(folder, 'openapi.json');
  await writeFile(description, JSON.stringify(await describeApi('https://unseat.example')));
  const client = await generateSource(description);
  expect(apiRoutes.filter(({ name }) => !client.includes(`export function ${name}(`))).toEqual([]);
  await writeFile(join(folder, 'client.ts'), client);
  await writeFile(join(folder, 'page.ts'), page);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2024',
    lib: ['es2024', 'dom'],
    types: [],
    module: 'nodenext',
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
  const told = await promisify(execFile)(process.execPath, [
    resolve('node_modules/typescript/bin/tsc'),
    '-p',
    folder,
  ]).catch((error: unknown) => error);
  expect(told).toEqual({ stdout: '', stderr: '' });
});
