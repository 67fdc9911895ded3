import { setTimeout as delay } from 'node:timers/promises';
import { LocalHostError } from '../local-host-error.ts';
import { createOffsetReader, writeOffset } from './offset-file.ts';
import { shiftDate } from './shift-date.ts';

export interface Clock {
  /** How far it is moved, in milliseconds. */
  offset(): number;
  /** Why it can't be moved, or null when it can. */
  readonly fixedBecause: string | null;
  move(offsetMs: number): Promise<void>;
  /** Gives the process its own Date back. */
  uninstall(): void;
}

/** It follows within 20 ms, or when the machine lets it; this is for one that hangs. */
const limitMs = 5 * 60_000;

/** Moves `Date` of this process together with the Azurite that reads the same file. */
export function installMovableClock(file: string, tableUrl: string): Clock {
  const offset = createOffsetReader(file);
  return {
    offset,
    fixedBecause: null,
    uninstall: shiftDate(offset),
    move: async (offsetMs) => {
      writeOffset(file, offsetMs);
      const started = performance.now();
      while (performance.now() - started < limitMs) {
        if (offset() === offsetMs && (await showsOurTime(tableUrl))) return;
        await delay(10);
      }
      throw new LocalHostError(
        `Azurite at ${tableUrl} did not follow the clock within ${limitMs / 60_000} minutes. Stop it (npm start does not own it any more) and start again.`,
      );
    },
  };
}

export function fixedClock(why: string): Clock {
  return {
    offset: () => 0,
    fixedBecause: why,
    move: () => Promise.reject(new LocalHostError(why)),
    uninstall: () => {},
  };
}

/** The Date header has whole seconds and is read between `before` and `after`. */
async function showsOurTime(tableUrl: string): Promise<boolean> {
  const before = Math.floor(Date.now() / 1000) * 1000;
  const answer = await fetch(tableUrl, { signal: AbortSignal.timeout(limitMs) });
  await answer.arrayBuffer();
  const shown = Date.parse(answer.headers.get('date') ?? '');
  return shown >= before && shown <= Date.now();
}
