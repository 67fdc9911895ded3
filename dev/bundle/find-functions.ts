import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';
import type { BuildOptions } from 'esbuild';
import { recordingPlugin } from './recording-plugin.ts';

/** What a file registers, as `app.http` and its like take it, without the handler. */
const Registration = z.object({
  name: z.string(),
  kind: z.enum(['http', 'storageQueue', 'timer']),
  options: z.record(z.string(), z.json()),
});
type Registration = z.infer<typeof Registration>;

/** A file of functions. */
export interface FunctionFile {
  readonly file: string;
  readonly registrations: readonly Registration[];
  /** True for one that has to be loaded at the start: it asks to be told of it, or registers nothing. */
  readonly isEager: boolean;
}

const Found = z.object({
  default: z.array(
    z.object({ file: z.string(), registrations: z.array(Registration), isEager: z.boolean() }),
  ),
});

/** Loads every file once to see what it registers: what the host has to know before any of them is called. */
export async function findFunctions(
  options: BuildOptions & { readonly absWorkingDir: string },
  files: readonly string[],
): Promise<readonly FunctionFile[]> {
  const folder = join(options.absWorkingDir, 'dist');
  const program = join(folder, 'find-functions.mjs');
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: finder(files), resolveDir: options.absWorkingDir },
    plugins: [recordingPlugin(files)],
    splitting: false,
    sourcemap: false,
    metafile: false,
    write: false,
  });
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(program, outputFiles[0]?.contents ?? '');
    // Another name each time: a module that was loaded once is never read again.
    const found: unknown = await import(`${pathToFileURL(program).href}?${Date.now()}`);
    return Found.parse(found).default;
  } finally {
    await rm(program, { force: true });
  }
}

/** A program that loads one file after the other, and tells what each has registered. */
function finder(files: readonly string[]): string {
  const lines = files.map(
    (file) => `await look(${JSON.stringify(file)}, () => import(${JSON.stringify(`./${file}`)}));`,
  );
  return `
import { hooks, registered } from 'unseat:recorder';
const found = [];
async function look(file, load) {
  registered.clear();
  hooks.count = 0;
  await load();
  const registrations = [...registered].map(([name, { kind, options: { handler, ...options } }]) => ({ name, kind, options }));
  found.push({ file, registrations, isEager: hooks.count > 0 || registrations.length === 0 });
}
${lines.join('\n')}
export default found;
`;
}
