import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { deployFolder } from '../../dev/deploy-folder.ts';
import { buildApp } from '../hosted/build.ts';
import { median } from '../report/median.ts';

const run = promisify(execFile);
const Loaded = z.object({ cpuMs: z.number(), processMs: z.number(), functions: z.number() });
type Loaded = z.infer<typeof Loaded>;

export interface ColdStart {
  /** CPU until all functions are registered: of the deployed folder, and of an app with one function. */
  readonly app: Loaded;
  readonly oneFunction: Loaded;
}

/** What the app checks before it starts; nothing is asked of them here. */
const settings = {
  ...process.env,
  AzureWebJobsStorage: 'UseDevelopmentStorage=true',
  TOKEN_AUDIENCE: '11112222-bbbb-3333-cccc-4444dddd5555',
  SWEEP_SCHEDULE: '0 */15 * * * *',
};

/** Loads the deployed app and one with a single empty function in processes of their own, in turn. */
export async function measureColdStart(rounds: number): Promise<ColdStart> {
  const folder = await mkdtemp(join(tmpdir(), 'unseat-cold-'));
  try {
    await buildApp(resolve(import.meta.dirname, 'one-function.ts'), folder);
    const of = { app: [load(deployFolder)], one: [load(folder)] };
    // The first two fill the caches of the file system and do not count.
    await Promise.all([...of.app, ...of.one]);
    const figures: { app: Loaded[]; one: Loaded[] } = { app: [], one: [] };
    for (let round = 0; round < rounds * 5; round += 1) {
      figures.app.push(await load(deployFolder));
      figures.one.push(await load(folder));
    }
    return { app: medianOf(figures.app), oneFunction: medianOf(figures.one) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function medianOf(loads: readonly Loaded[]): Loaded {
  return {
    cpuMs: median(loads.map(({ cpuMs }) => cpuMs)),
    processMs: median(loads.map(({ processMs }) => processMs)),
    functions: loads[0]?.functions ?? 0,
  };
}

async function load(folder: string): Promise<Loaded> {
  const program = resolve(import.meta.dirname, 'load.ts');
  const { stdout } = await run(process.execPath, [program, folder], { env: settings });
  return Loaded.parse(JSON.parse(stdout));
}
