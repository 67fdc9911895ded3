import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { Command } from 'commander';
import { startAzurite } from '../dev/azurite.ts';
import { FunctionApp } from '../dev/host/app/function-app.ts';
import { provideCore } from '../dev/host/app/provide-core.ts';
import { createHostLog } from '../dev/host/host-log.ts';
import { measureColdStart } from './cold-start/measure-cold-start.ts';
import { coldStartTable, growthTable, pathTable, purgeTable, sweepTable } from './report/print.ts';
import { measureSweeps } from './sweep/measure-sweep.ts';
import { measurePurge } from './purge.ts';

interface Options {
  readonly rounds: string;
  readonly json: string;
  readonly only?: string;
  readonly sweepScale: string;
}

const options = new Command('npm run bench --')
  .description('Measures the built app beside a bare server that makes the same storage calls.')
  .option('--rounds <n>', 'how often each is measured; medians are printed', '3')
  .option('--only <path>', 'one path over HTTP, such as activeUser, and nothing else')
  .option('--sweep-scale <n>', 'the share of 20,000 tenants that is simulated', '0.02')
  .option('--json <file>', 'where the figures are written', 'bench.json')
  .parse()
  .opts<Options>();

const began = performance.now();
const say = (line: string): void => {
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.error(`${seconds.padStart(4)} s  ${line}`);
};

// The functions register as they are loaded, to record their calls: with nobody there, each would say so.
provideCore(new FunctionApp(), createHostLog({ quiet: true }));
const { measurePaths } = await import('./http-paths.ts');
const { countGrowth } = await import('./growth.ts');

const rounds = Number(options.rounds);
const paths = await overHttp();
const figures = {
  at: new Date().toISOString(),
  machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
  node: process.version,
  paths: paths.results,
  ...(options.only === undefined && { purge: paths.purge, ...(await beside()) }),
};
await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);
say(`the figures are in ${options.json}`);

async function overHttp() {
  const azurite = await startAzurite({ memory: true, port: 0 });
  try {
    const results = await measurePaths(azurite, { rounds, only: options.only ?? null, say });
    print(pathTable(results));
    if (options.only !== undefined) return { results };
    const purge = await measurePurge(azurite, rounds);
    print(purgeTable(purge));
    return { results, purge };
  } finally {
    await azurite.stop();
  }
}

/** What needs no server. */
async function beside() {
  const coldStart = await measureColdStart(rounds);
  print(coldStartTable(coldStart));
  const growth = await countGrowth([1000, 100_000]);
  print(growthTable(growth));
  const sweeps = await measureSweeps(Number(options.sweepScale));
  print(sweepTable(sweeps));
  return { coldStart, growth, sweeps };
}

function print(text: string): void {
  console.log(`\n${text}`);
}
