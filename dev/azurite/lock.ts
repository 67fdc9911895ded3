import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LocalHostError } from '../local-host-error.ts';
import { isRunning } from './process-id.ts';

/** Longer than Azurite ever takes to start or to save its data. */
const lastResortMs = 30 * 60_000;

/**
 * Starting, sharing and stopping the Azurite of a folder happens one at a time, in whatever process: two of them on the same files
 * would overwrite each other. The lock of a process that is gone counts for nothing.
 */
export async function withAzuriteLock<T>(stateFolder: string, work: () => Promise<T>): Promise<T> {
  const path = join(stateFolder, 'azurite.lock');
  const started = performance.now();
  while (!take(path)) {
    removeIfLeft(path);
    if (performance.now() - started > lastResortMs) {
      throw new LocalHostError(
        `Process ${holderOf(path)} holds ${path}: end it, or remove the file.`,
      );
    }
    await delay(20);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** The lock names its holder from its first moment: it is written aside and then linked, which only one can. */
function take(path: string): boolean {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Who removes it holds a lock of that: else it could be the lock of somebody who came in between. */
function removeIfLeft(path: string): void {
  if (!isLeft(path)) return;
  const removing = `${path}.left`;
  if (!take(removing)) {
    if (isLeft(removing)) rmSync(removing, { force: true });
    return;
  }
  if (isLeft(path)) rmSync(path, { force: true });
  rmSync(removing, { force: true });
}

function isLeft(path: string): boolean {
  const holder = holderOf(path);
  return holder > 0 && !isRunning(holder);
}

function holderOf(path: string): number {
  try {
    return Number(readFileSync(path, 'utf8'));
  } catch {
    return 0;
  }
}
