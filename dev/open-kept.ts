import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Azurite, startAzurite } from './azurite.ts';
import { readLocalSettings } from './local-settings.ts';
import { clearState } from './state-folder.ts';

export interface KeptOptions {
  readonly appFolder: string;
  /** Blob on this port, queue and table on the next two; 0 for any free ones. */
  readonly storagePort: number;
  /** Nothing is kept on disk after the end. */
  readonly memory: boolean;
  /** Forgets what an earlier start has kept. */
  readonly fresh: boolean;
  /** Default `.unseat` in the app's folder, a temporary one with `memory`. */
  readonly stateFolder?: string;
}

/** What outlives a host: its storage, and the folder with clock, key and status of timers. */
export interface Kept {
  readonly stateFolder: string;
  readonly connectionString: string;
  /** Null when the settings name a storage account of another place. */
  readonly azurite: Azurite | null;
  close(): Promise<void>;
}

export async function openKept(options: KeptOptions): Promise<Kept> {
  const isTemporary = options.memory && options.stateFolder === undefined;
  const stateFolder = isTemporary
    ? await mkdtemp(join(tmpdir(), 'unseat-'))
    : (options.stateFolder ?? join(options.appFolder, '.unseat'));
  const removeTemporary = async () => {
    if (isTemporary) await rm(stateFolder, { recursive: true, force: true });
  };
  try {
    if (options.fresh) await clearState(stateFolder);
    await mkdir(stateFolder, { recursive: true });
    const settings = await readLocalSettings(options.appFolder);
    const named = process.env['AzureWebJobsStorage'] ?? settings['AzureWebJobsStorage'] ?? '';
    if (named !== '' && named !== 'UseDevelopmentStorage=true') {
      return { stateFolder, connectionString: named, azurite: null, close: removeTemporary };
    }
    const { memory, storagePort: port } = options;
    const azurite = await startAzurite({ stateFolder, memory, port });
    const close = async () => {
      await azurite.stop();
      await removeTemporary();
    };
    return { stateFolder, connectionString: azurite.connectionString, azurite, close };
  } catch (error) {
    await removeTemporary();
    throw error;
  }
}
