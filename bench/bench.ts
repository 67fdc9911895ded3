import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { Command } from 'commander';
import { startAzurite } from '../dev/azurite.ts';
import { FunctionApp } from '../dev/host/app/function-app.ts';
import { provideCore } from '../dev/host/app/provide-core.ts';
import { createHostLog } from '../dev/host/host-log.ts';
import type { PathResult } from './http-paths.ts';
import { table } from './report/table.ts';

interface Options {
  readonly rounds: string;
  readonly json: string;
}

const options = new Command('npm run bench --')
  .description('Measures the built app beside a bare server that makes the same storage calls.')
  .option('--rounds <n>', 'how often each is measured; medians are printed', '3')
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

const azurite = await startAzurite({ memory: true, port: 0 });
try {
  const results = await measurePaths(azurite, Number(options.rounds), say);
  const figures = {
    at: new Date().toISOString(),
    machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    results,
  };
  await writeFile(options.json, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(pathTable(results));
} finally {
  await azurite.stop();
}

function pathTable(results: readonly PathResult[]): string {
  const head = ['path', 'callers', 'calls', 'app/s', 'bare/s', 'ratio', 'p50', 'p99', 'bare p99'];
  return table(
    [...head, 'CPU', 'bare CPU', 'ratio', 'storage CPU'],
    results.map(({ path, callers, calls, app, bare }) => [
      path,
      String(callers),
      `${calls.request}+${calls.message}`,
      app.perSecond.toFixed(0),
      bare.perSecond.toFixed(0),
      (app.perSecond / bare.perSecond).toFixed(2),
      app.p50.toFixed(1),
      app.p99.toFixed(1),
      bare.p99.toFixed(1),
      app.cpu.toFixed(2),
      bare.cpu.toFixed(2),
      (app.cpu / bare.cpu).toFixed(2),
      `${app.storageCpu.toFixed(1)} / ${bare.storageCpu.toFixed(1)}`,
    ]),
  );
}
