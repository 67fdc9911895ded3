import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import colors from 'picocolors';
import { Figures } from './figures.ts';
import type { HistoryResult } from './history.ts';

export interface RandomHistories {
  /** Only this history. */
  readonly seed?: number;
  readonly minutes?: number;
  readonly histories?: number;
  /** The first seed. */
  readonly from: number;
  /** Histories side by side. */
  readonly workers: number;
  /** End at the first violation. */
  readonly bail?: true;
}

/** Runs random histories on every core, tells of each violation, and gives the figures of all of them. */
export async function runRandomHistories(options: RandomHistories): Promise<Figures> {
  const { seed, minutes, from, bail } = options;
  const first = seed ?? from;
  const count =
    seed === undefined ? (options.histories ?? (minutes === undefined ? 200 : Infinity)) : 1;
  const end = minutes === undefined ? Infinity : Date.now() + minutes * 60_000;
  const figures = new Figures();
  let next = first;
  const take = (): number | null => {
    const isOver = Date.now() >= end || (bail === true && figures.failed.length > 0);
    return next < first + count && !isOver ? next++ : null;
  };
  const detail = seed === undefined ? 'brief' : 'whole';
  const cores = { workers: Math.min(count, options.workers), detail } as const;
  await onEveryCore(take, cores, (result) => {
    figures.add(result);
    if (result.violations.length > 0) report(result);
    if (figures.histories % 500 === 0) console.log(colors.dim(figures.lines().join('\n')));
  });
  return figures;
}

/** Runs seeds side by side until there are none; each is a history of its own, so the order means nothing. */
async function onEveryCore(
  take: () => number | null,
  { workers, detail }: { readonly workers: number; readonly detail: 'brief' | 'whole' },
  onResult: (result: HistoryResult) => void,
): Promise<void> {
  const file = new URL('./worker.ts', import.meta.url);
  await Promise.all(
    Array.from({ length: workers }, async () => {
      const worker = new Worker(file, { workerData: detail });
      try {
        for (let seed = take(); seed !== null; seed = take()) {
          worker.postMessage(seed);
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what worker.ts posts
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
