import { rm } from 'node:fs/promises';
import { endProcess } from './azurite/process-id.ts';
import { readRecord } from './azurite/record.ts';
import { LocalHostError } from './local-host-error.ts';

/** Removes everything kept between starts: data, clock, timers, key. */
export async function clearState(stateFolder: string): Promise<void> {
  const azurite = readRecord(stateFolder);
  const [host] = azurite?.hosts ?? [];
  if (host !== undefined) {
    throw new LocalHostError(
      `Another local host (process ${host}) uses ${stateFolder}: stop it before --fresh.`,
    );
  }
  if (azurite) await endProcess(azurite.pid, 30_000);
  await rm(stateFolder, { recursive: true, force: true });
}
