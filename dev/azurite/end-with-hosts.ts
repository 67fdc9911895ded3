import { readFileSync } from 'node:fs';
import { isRunning } from './process-id.ts';

/** The environment variable that names the record of this Azurite. */
export const recordVariable = 'UNSEAT_AZURITE_RECORD';

/** Long enough for a host that was killed to be started again on the same data; the variable shortens it. */
const graceMs = Number(process.env['UNSEAT_AZURITE_GRACE_MS'] ?? 30_000);
const lookMs = 500;

/** Inside Azurite: ends it in good order once no host of its record has been there for a while, however they went. */
export function endWithHosts(): void {
  const path = process.env[recordVariable];
  if (path === undefined) return;
  let wantedAt = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (isWanted(path)) wantedAt = now;
    if (wantedAt === now || now - wantedAt < graceMs) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, lookMs);
  timer.unref();
}

function isWanted(path: string): boolean {
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return false;
  }
  if (typeof record !== 'object' || record === null) return false;
  if (!('pid' in record) || record.pid !== process.pid) return false;
  if (!('hosts' in record) || !Array.isArray(record.hosts)) return false;
  return record.hosts.some((host) => typeof host === 'number' && isRunning(host));
}
