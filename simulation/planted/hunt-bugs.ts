import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import colors from 'picocolors';
import type { PlantedBug } from './planted-bug.ts';
import { plantedBugs } from './planted-bugs.ts';

/** Who looks for a planted bug, in this order: what a run of each says, and how it is started. */
const vitest = 'node_modules/vitest/vitest.mjs';
const hunters = [
  { name: 'histories', args: ['simulation/simulate.ts', '--histories', '80', '--bail'] },
  { name: 'exhaustive', args: [vitest, 'run', 'test/simulation/exhaustive.test.ts', '--bail=1'] },
  {
    name: 'operations, tokens, races and defects',
    args: [
      vitest,
      'run',
      'test/operations',
      'test/http',
      'test/races',
      'test/api',
      'test/graph/repeats.test.ts',
      'test/settings.test.ts',
      'test/storage/missing-table.test.ts',
      'test/simulation/defects.test.ts',
      '--bail=1',
    ],
  },
] as const;
const longestRunMs = 180_000;

export interface Hunt {
  readonly line: string;
  readonly isGreen: boolean;
}

/**
 * Plants bugs into a copy of the sources, one at a time, and tells who notices.
 * @param wanted a part of the names of the bugs; all of them when it is left out
 */
export async function huntBugs(wanted = ''): Promise<Hunt> {
  const chosen = plantedBugs.filter(({ name }) => name.includes(wanted));
  // Without a bug nobody may complain, or a complaint proves nothing.
  const control = await hunt({ name: 'no bug', changes: [] });
  if (control !== null) throw new Error(`The sources are red without a planted bug: ${control}`);
  let caught = 0;
  for (const bug of chosen) {
    const by = await hunt(bug);
    if (by !== null) caught += 1;
    const mark = by === null ? colors.red('not caught') : colors.green('caught    ');
    console.log(`${mark} ${bug.name}${by === null ? '' : colors.dim(` (${by})`)}`);
  }
  return {
    line: `${caught} of ${chosen.length} planted bugs caught`,
    isGreen: caught === chosen.length,
  };
}

/** Says who has noticed the bug, or null. */
async function hunt(bug: PlantedBug): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'unseat-planted-'));
  try {
    await copySources(folder);
    await plant(folder, bug);
    for (const { name, args } of hunters) {
      const found = await fails(folder, args);
      if (found !== null) return `${name}${found}`;
    }
    return null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copySources(folder: string): Promise<void> {
  const copied = [
    'lib',
    'test',
    'dev',
    'simulation',
    'functions',
    'docs',
    'host.json',
    'package.json',
    'tsconfig.json',
    'vitest.config.ts',
  ];
  for (const name of copied) await cp(name, join(folder, name), { recursive: true });
  await symlink(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
}

async function plant(folder: string, { name, changes }: PlantedBug): Promise<void> {
  for (const { file, from, to } of changes) {
    const path = join(folder, file);
    const source = await readFile(path, 'utf8');
    if (source.split(from).length !== 2) {
      throw new Error(`${name}: ${file} does not hold the text to replace exactly once:\n${from}`);
    }
    await writeFile(
      path,
      source.replace(from, () => to),
    );
  }
}

/** Null when the run is green; else the seed or nothing more to say. */
async function fails(folder: string, args: readonly string[]): Promise<string | null> {
  try {
    await promisify(execFile)(process.execPath, [...args], { cwd: folder, timeout: longestRunMs });
    return null;
  } catch (error) {
    // A bug may make a run go on for ever; that it was this is said.
    if (error instanceof Error && 'killed' in error && error.killed === true) {
      return ', which came to no end';
    }
    const output = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
    const found = /seed (\d+)[\s\S]*?\n\s+(\w+) /.exec(output);
    return found === null ? '' : `, seed ${found[1]}: ${found[2]}`;
  }
}
