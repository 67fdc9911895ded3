import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether a process runs. One that has ended but that nobody has asked after (a zombie) does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return !/^\d+ \(.*\) Z/s.test(readProc(pid, 'stat') ?? '');
}

/** Whether it is an Azurite, as far as this system tells: process ids are used again. */
export function isAzurite(pid: number): boolean {
  return isRunning(pid) && (readProc(pid, 'cmdline') ?? 'azurite').includes('azurite');
}

/** Asks a process to end and waits for it; false when it has not after that time. */
export async function endProcess(pid: number, limitMs: number): Promise<boolean> {
  if (isRunning(pid)) process.kill(pid, 'SIGTERM');
  const started = performance.now();
  while (isRunning(pid)) {
    if (performance.now() - started > limitMs) return false;
    await delay(10);
  }
  return true;
}

function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return null;
  }
}
