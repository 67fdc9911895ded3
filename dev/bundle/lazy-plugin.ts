import type { Plugin } from 'esbuild';
import type { FunctionFile } from './find-functions.ts';
import { everyFunction, lazyEntry } from './lazy-entry.ts';
import { recordingPlugin } from './recording-plugin.ts';

/** Bundles the file that registers everything, with what it loads later. */
export function lazyPlugin(found: readonly FunctionFile[]): Plugin {
  const lazy = found.filter(({ isEager }) => !isEager).map(({ file }) => file);
  return {
    name: 'lazy',
    setup: async (build) => {
      const resolveDir = build.initialOptions.absWorkingDir ?? '';
      build.onResolve({ filter: /^unseat:entry$/ }, () => ({ path: 'entry', namespace: 'lazy' }));
      build.onLoad({ filter: /.*/, namespace: 'lazy' }, () => ({
        contents: lazyEntry(found),
        resolveDir,
      }));
      build.onLoad({ filter: /lib\/api\/every-function\.ts$/ }, () => ({
        contents: everyFunction(found),
        resolveDir,
      }));
      await recordingPlugin(lazy).setup(build);
    },
  };
}
