import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describeFiles } from './describe-files.ts';
import { hashSources } from './hash-sources.ts';

const root = resolve(import.meta.dirname, '../..');
const target = join(root, 'dist/portal');
const builtFrom = join(target, '.built-from');

/** Builds the pages into dist/portal; from the sources they were built from before, they stay as they are. */
export async function buildPortal({ quiet = false }: { quiet?: boolean } = {}): Promise<void> {
  const sources = await hashSources(root);
  if ((await readBuiltFrom()) === sources) return;
  // It takes a second to load: only who builds waits for it.
  const { build } = await import('vite');
  await rm(target, { recursive: true, force: true });
  await build({
    configFile: join(root, 'portal/vite.config.ts'),
    logLevel: quiet ? 'warn' : 'info',
  });
  const described = await describeFiles(target);
  await writeFile(join(target, 'files.json'), JSON.stringify(described));
  // The last, so that a build that was cut off counts for nothing.
  await writeFile(builtFrom, sources);
}

async function readBuiltFrom(): Promise<string | null> {
  try {
    return await readFile(builtFrom, 'utf8');
  } catch {
    // None there: nothing was built to its end.
    return null;
  }
}
