import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { endAzurite } from './azurite.ts';
import { withAzuriteLock } from './azurite/lock.ts';
import { readRecord } from './azurite/record.ts';
import { LocalHostError } from './local-host-error.ts';

/** Removes everything kept between starts: data, clock, timers, key. */
export async function clearState(stateFolder: string): Promise<void> {
  if (existsSync(stateFolder)) await withAzuriteLock(stateFolder, () => endOwn(stateFolder));
  await rm(stateFolder, { recursive: true, force: true });
}

async function endOwn(stateFolder: string): Promise<void> {
  const azurite = readRecord(stateFolder);
  const [host] = azurite?.hosts ?? [];
  if (host !== undefined) {
    throw new LocalHostError(
      `Another local host (process ${host}) uses ${stateFolder}: stop it before --fresh.`,
    );
  }
  if (azurite) await endAzurite(stateFolder, azurite);
}
