import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const compiler = join(
  createRequire(import.meta.url).resolve('typescript/package.json'),
  '../bin/tsc',
);

/** What the compiler says against the sources of an app (its `tsconfig.app.json`), or null: esbuild takes types for comments. */
export async function findTypeErrors(folder: string, signal: AbortSignal): Promise<string | null> {
  const project = join(folder, 'tsconfig.app.json');
  if (!existsSync(project)) return null;
  const child = spawn(process.execPath, [compiler, '--project', project], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  try {
    const [code]: (number | null)[] = await once(child, 'close');
    return code === 0 ? null : said.trimEnd();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}
