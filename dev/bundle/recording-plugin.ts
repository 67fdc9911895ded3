import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'esbuild';

const recorder = join(import.meta.dirname, 'recorder.js');

/** Gives files of functions the recording `app`, beside all else that @azure/functions has. */
export function recordingPlugin(files: readonly string[]): Plugin {
  return {
    name: 'recording',
    setup: (build) => {
      const folder = build.initialOptions.absWorkingDir ?? '';
      const recorded = new Set(files.map((file) => resolve(folder, file)));
      build.onResolve({ filter: /^unseat:recorder$/ }, () => ({ path: recorder }));
      build.onResolve({ filter: /^@azure\/functions$/ }, ({ importer }) =>
        recorded.has(importer) ? { path: 'functions', namespace: 'recording' } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: 'recording' }, () => ({
        contents: `export * from '@azure/functions';\nexport { app } from 'unseat:recorder';`,
        resolveDir: folder,
      }));
      build.onLoad({ filter: /recorder\.js$/ }, async ({ path }) =>
        path === recorder ? { contents: await readFile(path, 'utf8') } : undefined,
      );
    },
  };
}
