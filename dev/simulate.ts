import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { Command, InvalidArgumentError } from 'commander';
import colors from 'picocolors';
import { complaintsOf, noStrike, strike, strikesOf } from '../test/simulation/exhaustive.ts';
import { Figures } from '../test/simulation/figures.ts';
import type { HistoryResult } from '../test/simulation/history.ts';
import { scenarios } from '../test/simulation/scenarios.ts';

interface Options {
  seed?: number;
  minutes?: number;
  histories?: number;
  from: number;
  workers: number;
  bail?: true;
  exhaustive?: true;
}

const options = new Command('npm run simulate --')
  .description(
    'Runs random histories under faults and checks the invariants; a seed tells one history again.',
  )
  .option('--seed <number>', 'only this history, with everything it found', toNumber)
  .option('--minutes <number>', 'as many histories as fit into the time', toNumber)
  .option('--histories <number>', 'so many histories; 200 when nothing else is said', toNumber)
  .option('--from <number>', 'the first seed', toNumber, 1)
  .option('--workers <number>', 'histories side by side', toNumber, availableParallelism())
  .option('--bail', 'end at the first violation')
  .option('--exhaustive', 'every fault at every call of every path instead, one by one')
  .parse()
  .opts<Options>();

function toNumber(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It is a number.');
  return value;
}

if (options.exhaustive === true) await runExhaustive();
else await runRandom();

async function runRandom(): Promise<void> {
  const { seed, minutes, from } = options;
  const first = seed ?? from;
  const count =
    seed === undefined ? (options.histories ?? (minutes === undefined ? 200 : Infinity)) : 1;
  const end = minutes === undefined ? Infinity : Date.now() + minutes * 60_000;
  const figures = new Figures();
  let next = first;
  let isBroken = false;
  const take = () =>
    next < first + count && Date.now() < end && !(options.bail && isBroken) ? next++ : null;
  await onEveryCore(take, Math.min(count, options.workers), (result) => {
    figures.add(result);
    if (result.violations.length > 0) {
      isBroken = true;
      report(result);
    }
    if (figures.histories % 500 === 0) console.log(colors.dim(figures.lines().join('\n')));
  });
  console.log(figures.lines().join('\n'));
  finish(figures.failed.length === 0);
}

/** Runs seeds side by side until there are none; each is a history of its own, so the order means nothing. */
async function onEveryCore(
  take: () => number | null,
  workers: number,
  onResult: (result: HistoryResult) => void,
): Promise<void> {
  const file = new URL('simulation-worker.ts', import.meta.url);
  await Promise.all(
    Array.from({ length: workers }, async () => {
      const worker = new Worker(file);
      try {
        for (let seed = take(); seed !== null; seed = take()) {
          worker.postMessage(seed);
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what simulation-worker.ts posts
          const [result] = (await once(worker, 'message')) as [HistoryResult];
          onResult(result);
        }
      } finally {
        await worker.terminate();
      }
    }),
  );
}

function report({ seed, violations }: HistoryResult): void {
  console.log(colors.red(`seed ${seed}: npm run simulate -- --seed ${seed}`));
  for (const { invariant, what } of violations)
    console.log(`  ${invariant} ${what.slice(0, 1000)}`);
}

async function runExhaustive(): Promise<void> {
  let [strikes, checks, failures] = [0, 0, 0];
  for (const scenario of scenarios) {
    const well = await strike(scenario, noStrike);
    const all = strikesOf(well.calls, [0, 1, 2, 4, 8]);
    for (const each of all) {
      const struck = await strike(scenario, each);
      strikes += 1;
      checks += struck.checks;
      const complaints = complaintsOf(well, struck, each);
      if (complaints.length === 0) continue;
      failures += 1;
      console.log(colors.red(`${scenario.name}: ${JSON.stringify(each)}`), complaints);
    }
    console.log(`${scenario.name}: ${well.calls.length} calls, ${all.length} faults one by one`);
  }
  console.log(`${strikes} faults, ${checks} checks of invariants, ${failures} with a violation`);
  finish(failures === 0);
}

function finish(isGreen: boolean): void {
  console.log(
    isGreen ? colors.green('Every invariant holds.') : colors.red('Invariants are broken.'),
  );
  if (!isGreen) process.exitCode = 1;
}
