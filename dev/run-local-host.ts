import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorityEndpoints } from './authority/authority-endpoints.ts';
import { loadSigningKey } from './authority/signing-key.ts';
import { type Azurite, startAzurite } from './azurite.ts';
import { clockEndpoints } from './clock/clock-endpoints.ts';
import { type Clock, fixedClock, installMovableClock } from './clock/movable-clock.ts';
import type { HostLog } from './host/host-log.ts';
import { listen } from './host/http/listen.ts';
import { type Host, startHost } from './host/start-host.ts';
import { readLocalSettings } from './local-settings.ts';
import { clearState } from './state-folder.ts';

export interface LocalHostOptions {
  appFolder: string;
  /** 0 for any free port. */
  port: number;
  /** Blob on this port, queue and table on the next two; 0 for any free ones. */
  storagePort: number;
  /** Nothing is kept on disk after the end. */
  memory: boolean;
  /** Forgets what an earlier start has kept. */
  fresh: boolean;
  /** Default `.unseat` in the app's folder, a temporary one with `memory`. */
  stateFolder?: string;
  leaseSeconds?: number;
  log: HostLog;
}

export interface LocalHost extends Host {
  /** Undefined when the settings name a storage account of another place. */
  azurite: Azurite | undefined;
  stateFolder: string;
}

type Undo = () => Promise<void> | void;

/** The Functions host with everything around it: storage, clock and tokens, in this process. */
export async function runLocalHost(options: LocalHostOptions): Promise<LocalHost> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    // First of all, so that a taken port costs nobody a started Azurite.
    const listener = await listen(options.port);
    undo.push(() => listener.close(0));
    const stateFolder = await openStateFolder(options, undo);
    const settings = await readLocalSettings(options.appFolder);
    const read = (name: string) => process.env[name] ?? settings[name];
    const storage = await openStorage(options, stateFolder, read('AzureWebJobsStorage'));
    undo.push(() => storage.azurite?.stop());
    const clock = openClock(storage.azurite);
    undo.push(() => clock.uninstall());
    const tokens = {
      authority: process.env['LOCAL_AUTHORITY'] || `${listener.url}/dev`,
      audience: read('TOKEN_AUDIENCE') ?? 'api://unseat',
    };
    const key = await loadSigningKey(stateFolder);
    const host = await startHost({
      appFolder: options.appFolder,
      stateFolder,
      port: listener,
      log: options.log,
      ...(options.leaseSeconds !== undefined && { leaseSeconds: options.leaseSeconds }),
      env: {
        AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
        FUNCTIONS_WORKER_RUNTIME: 'node',
        ...settings,
        AzureWebJobsStorage: storage.connectionString,
        LOCAL_AUTHORITY: tokens.authority,
        TOKEN_AUDIENCE: tokens.audience,
      },
      endpoints: (control) => [
        ...clockEndpoints(clock, control),
        ...authorityEndpoints(key, tokens),
      ],
    });
    undo.push(() => host.stop());
    return { ...host, azurite: storage.azurite, stateFolder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openStateFolder(options: LocalHostOptions, undo: Undo[]): Promise<string> {
  if (options.memory && options.stateFolder === undefined) {
    const folder = await mkdtemp(join(tmpdir(), 'unseat-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }
  const folder = options.stateFolder ?? join(options.appFolder, '.unseat');
  if (options.fresh) await clearState(folder);
  await mkdir(folder, { recursive: true });
  return folder;
}

async function openStorage(
  { storagePort, memory }: LocalHostOptions,
  stateFolder: string,
  setting: string | undefined,
): Promise<{ azurite: Azurite | undefined; connectionString: string }> {
  if (setting !== undefined && setting !== '' && setting !== 'UseDevelopmentStorage=true') {
    return { azurite: undefined, connectionString: setting };
  }
  const azurite = await startAzurite({ stateFolder, memory, port: storagePort });
  return { azurite, connectionString: azurite.connectionString };
}

function openClock(azurite: Azurite | undefined): Clock {
  if (azurite?.clockFile !== undefined) {
    return installMovableClock(azurite.clockFile, azurite.tableUrl);
  }
  const where = azurite ? `The Azurite on port ${azurite.ports.table}` : 'This storage account';
  return fixedClock(
    `${where} was not started by this host, so its clock can't be moved, and a purge goes by both clocks. Stop it and start again, or start with ports of its own: npm start -- --storage-port 11000`,
  );
}
