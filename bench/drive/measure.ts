import { setTimeout as delay } from 'node:timers/promises';
import { callers } from '../paths.ts';
import type { Named } from '../bare/script.ts';
import type { Path } from '../paths.ts';
import type { Contender } from './contender.ts';
import { cpuOf } from './cpu.ts';
import type { Driven } from './drive.ts';
import { drive, quantile } from './drive.ts';

/** One round of a path at so many callers. */
export interface Figure {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Of the process and of the storage emulator, per request with its message, in milliseconds. */
  readonly cpu: number;
  readonly storageCpu: number;
}

/** Gives out users that nobody has had yet. */
export type TakeUsers = (count: number) => readonly Named[];

/** Measures a path at a number of callers, and waits until every message was handled. */
export async function measure(
  contender: Contender,
  path: Path,
  level: number,
  { take, storagePid }: { take: TakeUsers; storagePid: number },
): Promise<Figure> {
  const count = path.requests[callers.findIndex((each) => each === level)] ?? 0;
  const requests = Array.from({ length: count }, () => contender.toSend(path, take(path.users)));
  const before = [cpuOf(contender.pid), cpuOf(storagePid)] as const;
  const driven: Driven = await drive(contender.url, requests, level);
  await emptied(contender);
  const after = [cpuOf(contender.pid), cpuOf(storagePid)] as const;
  return {
    perSecond: (count / driven.ms) * 1000,
    p50: quantile(driven.latencies, 0.5),
    p99: quantile(driven.latencies, 0.99),
    cpu: (after[0] - before[0]) / count,
    storageCpu: (after[1] - before[1]) / count,
  };
}

/** What still waits or is being handled counts; what was handled is deleted. */
async function emptied({ queue }: Contender): Promise<void> {
  for (;;) {
    const { approximateMessagesCount = 0 } = await queue.getProperties();
    if (approximateMessagesCount === 0) return;
    await delay(50);
  }
}
