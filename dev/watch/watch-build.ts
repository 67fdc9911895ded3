import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type BuildContext,
  type BuildResult,
  context,
  formatMessages,
  type Plugin,
  stop as endService,
} from 'esbuild';
import pc from 'picocolors';
import { bundleOptions, functionFiles, removeBundles } from '../bundle/bundle.ts';

export interface WatchedBuild {
  stop(): Promise<void>;
}

/**
 * Builds an app anew at each change of its sources, functions that come and go included; `onBuilt` is told what is wrong with them,
 * or null. Chunks of earlier builds stay: a host that runs may load one late.
 */
export async function watchBuild(
  folder: string,
  onBuilt: (errors: string | null) => void,
): Promise<WatchedBuild> {
  await removeBundles(folder);
  let isStopped = false;
  const begin = async (): Promise<BuildContext> => {
    const files = functionFiles(folder);
    // A function that is gone must not be loaded again.
    await rm(join(folder, 'dist/functions'), { recursive: true, force: true });
    const watchSources = watchAll(folder, async (result) => {
      const now = functionFiles(folder);
      const hasMoved = now.length > 0 && now.join() !== files.join();
      const errors = hasMoved ? null : await errorsOf(result);
      if (isStopped) return;
      if (hasMoved) watching = beginAgain(watching);
      else onBuilt(errors);
    });
    const started = await context({
      ...bundleOptions(folder, files),
      logLevel: 'silent',
      plugins: [watchSources],
    });
    await started.watch();
    return started;
  };
  const beginAgain = async (before: Promise<BuildContext>): Promise<BuildContext> => {
    const ended = await before;
    await ended.dispose();
    return isStopped ? ended : begin();
  };
  let watching = begin();
  await watching;
  return {
    stop: async () => {
      isStopped = true;
      const last = await watching;
      await last.dispose();
      await endService();
    },
  };
}

/** Looks at every source, also at those that hold nothing but types: they are in no bundle. */
function watchAll(folder: string, onEnd: (result: BuildResult) => Promise<void>): Plugin {
  return {
    name: 'watch-all',
    setup: (build) => {
      build.onResolve({ filter: /./ }, ({ kind }) => {
        if (kind !== 'entry-point') return null;
        const found = globSync('{functions,lib}/**', { cwd: folder, withFileTypes: true });
        const paths = (wanted: 'isFile' | 'isDirectory') =>
          found
            .filter((entry) => entry[wanted]())
            .map((entry) => join(entry.parentPath, entry.name));
        return {
          watchFiles: paths('isFile'),
          watchDirs: [resolve(folder, 'functions'), ...paths('isDirectory')],
        };
      });
      build.onEnd(onEnd);
    },
  };
}

async function errorsOf({ errors }: BuildResult): Promise<string | null> {
  if (errors.length === 0) return null;
  const lines = await formatMessages(errors, { kind: 'error', color: pc.isColorSupported });
  return lines.join('').trimEnd();
}
