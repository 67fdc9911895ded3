import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, stop } from 'esbuild';
import { bundleOptions } from '../../dev/bundle/bundle.ts';

const root = resolve(import.meta.dirname, '../..');

/** Builds an app of one source file as ours is built, in a folder of its own. */
export async function buildApp(source: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { entryPoints: _none, ...options } = bundleOptions(root, []);
  try {
    await build({
      ...options,
      entryPoints: [{ in: source, out: 'functions/app' }],
      outdir: join(folder, 'dist'),
      logLevel: 'warning',
    });
  } finally {
    await stop();
  }
  await cp(join(root, 'host.json'), join(folder, 'host.json'));
  const manifest = { name: 'measured', type: 'module', main: 'dist/functions/*.js' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}
