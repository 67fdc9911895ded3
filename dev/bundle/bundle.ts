import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, parse, resolve } from 'node:path';
import { build as bundle, type BuildOptions, stop as endService } from 'esbuild';
import { findFunctions } from './find-functions.ts';
import { lazyPlugin } from './lazy-plugin.ts';

const root = resolve(import.meta.dirname, '../..');

/**
 * Bundles an app: one file that registers its functions, and for each file of functions what is loaded when one of it is first
 * called. What they share goes to dist/chunks, once.
 */
export async function build(options: { folder?: string; quiet?: boolean } = {}): Promise<void> {
  const folder = options.folder ?? root;
  const files = functionFiles(folder);
  if (files.length === 0) throw new Error(`There is no functions/**/*.ts in ${folder} to build.`);
  await removeBundles(folder);
  try {
    const { entryPoints: _each, ...shared } = bundleOptions(folder, files);
    const found = await findFunctions(shared, files);
    const { metafile } = await bundle({
      ...shared,
      entryPoints: [{ in: 'unseat:entry', out: 'functions/register' }],
      plugins: [lazyPlugin(found)],
      logLevel: options.quiet ? 'warning' : 'info',
    });
    if (options.quiet) return;
    const bytes = Object.values(metafile.outputs).reduce((sum, { bytes: n }) => sum + n, 0);
    console.log(`Built ${files.length} function files, ${Math.round(bytes / 1024)} KiB with maps.`);
  } finally {
    // Esbuild's own process too: who stops the local host must not wait for it.
    await endService();
  }
}

/** Removes what was bundled before. The pages stay: they are built only when they have changed. */
export async function removeBundles(folder: string): Promise<void> {
  const places = ['functions', 'chunks'].map((name) => join(folder, 'dist', name));
  await Promise.all(places.map((place) => rm(place, { recursive: true, force: true })));
}

/** The sources of an app's functions. */
export function functionFiles(folder: string): readonly string[] {
  return globSync('functions/**/*.ts', { cwd: folder }).toSorted();
}

/** How an app is bundled, at once or at each change. */
export function bundleOptions(
  folder: string,
  files: readonly string[],
): BuildOptions & { metafile: true; absWorkingDir: string } {
  return {
    absWorkingDir: folder,
    entryPoints: files.map((file) => ({ in: file, out: `functions/${parse(file).name}` })),
    outdir: 'dist',
    outbase: '.',
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    sourcemap: true,
    // The host provides this module; nothing of that name is installed.
    external: ['@azure/functions-core'],
    // Bundled CommonJS packages, @azure/functions among them, call require: ESM has none of its own.
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module'; const require = createRequireOfBundle(import.meta.url);",
    },
    legalComments: 'none',
    metafile: true,
  };
}
