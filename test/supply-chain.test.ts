import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '..');
const text = (path: string): Promise<string> => readFile(resolve(root, path), 'utf8');

const Package = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  allowScripts: z.record(z.string(), z.boolean()),
});
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      integrity: z.string().optional(),
      resolved: z.string().optional(),
      link: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
});

const manifest = Package.parse(JSON.parse(await text('package.json')));
const { packages } = Lock.parse(JSON.parse(await text('package-lock.json')));
/** Every package that is installed; the empty path is this one. */
const locked = Object.entries(packages).filter(([path]) => path !== '');

it('every package with an install script is named as allowed or refused, and no other', () => {
  const scripted = locked.flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript === true ? [path.split('node_modules/').at(-1)] : [],
  );
  expect(new Set(Object.keys(manifest.allowScripts))).toEqual(new Set(scripted));
});

it('an install script that is not named fails the install', async () => {
  expect((await text('.npmrc')).split('\n')).toContain('strict-allow-scripts=true');
});

it('every package is held to its content, and to no host', () => {
  expect(locked.length).toBeGreaterThan(100);
  const loose = locked.filter(
    ([, { integrity, resolved, link }]) =>
      resolved !== undefined || link === true || !/^sha512-[\w+/]{86}==$/.test(integrity ?? ''),
  );
  expect(loose.map(([path]) => path)).toEqual([]);
});

it('every direct dependency has its reason in docs/dependencies.md', async () => {
  const page = await text('docs/dependencies.md');
  const direct = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(direct.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
