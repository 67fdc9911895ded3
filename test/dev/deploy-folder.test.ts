import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { deployFolder, writeDeployFolder } from '../../dev/deploy-folder.ts';
import { startLocalHost } from '../../dev/start-local-host.ts';

/** No local.settings.json is deployed: what stands in one is set as application settings. */
async function sampleSettings(): Promise<Record<string, string>> {
  const sample = await readFile(join(deployFolder, '../local.settings.sample.json'), 'utf8');
  return z.object({ Values: z.record(z.string(), z.string()) }).parse(JSON.parse(sample)).Values;
}

let copy = '';

beforeAll(async () => {
  await writeDeployFolder();
  copy = await mkdtemp(join(tmpdir(), 'unseat-deploy-'));
  await cp(deployFolder, copy, { recursive: true });
});

afterAll(async () => {
  await rm(copy, { recursive: true, force: true });
});

it('what is deployed is the build, its host.json and manifest, and the license', async () => {
  const names = await readdir(deployFolder);
  expect(names.toSorted()).toEqual(['LICENSE', 'dist', 'host.json', 'package.json']);
  const manifest: unknown = JSON.parse(await readFile(join(deployFolder, 'package.json'), 'utf8'));
  expect(manifest).toEqual({
    name: 'unseat',
    version: expect.any(String),
    license: 'MIT',
    type: 'module',
    main: 'dist/functions/*.js',
  });
});

it('it starts where nothing is installed, and answers', async () => {
  const host = await startLocalHost({ appFolder: copy, env: await sampleSettings() });
  try {
    const answer = await fetch(`${host.url}/api/health`);
    expect(answer.status).toBe(200);
  } finally {
    await host.stop();
  }
});
