import { authorityEndpoints } from './authority/authority-endpoints.ts';
import { signInChoices } from './authority/sign-in-choices.ts';
import { loadSigningKey } from './authority/signing-key.ts';
import type { Azurite } from './azurite.ts';
import { clockEndpoints } from './clock/clock-endpoints.ts';
import { type Clock, fixedClock, installMovableClock } from './clock/movable-clock.ts';
import type { HostLog } from './host/host-log.ts';
import { listen, listenLater } from './host/http/listen.ts';
import { type Host, startHost } from './host/start-host.ts';
import { readLocalSettings } from './local-settings.ts';
import { type KeptOptions, openKept } from './open-kept.ts';

export interface LocalHostOptions extends KeptOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly leaseSeconds?: number;
  readonly log: HostLog;
  /** Waits, with the app loaded, until another host has left the port. */
  readonly turn?: () => Promise<void>;
}

export interface LocalHost extends Host {
  /** Null when the settings name a storage account of another place. */
  readonly azurite: Azurite | null;
  readonly stateFolder: string;
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
    const later = options.turn ? listenLater(options.port) : null;
    const listener = later ?? (await listen(options.port));
    undo.push(() => listener.close(0));
    const kept = await openKept(options);
    undo.push(() => kept.close());
    const { stateFolder, azurite } = kept;
    const settings = await readLocalSettings(options.appFolder);
    const read = (name: string) => process.env[name] ?? settings[name];
    const clock = openClock(azurite);
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
      onLoaded: async () => {
        await options.turn?.();
        await later?.open();
      },
      ...(options.leaseSeconds !== undefined && { leaseSeconds: options.leaseSeconds }),
      env: {
        AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
        FUNCTIONS_WORKER_RUNTIME: 'node',
        ...settings,
        AzureWebJobsStorage: kept.connectionString,
        LOCAL_AUTHORITY: tokens.authority,
        TOKEN_AUDIENCE: tokens.audience,
      },
      endpoints: (control) => [
        ...clockEndpoints(clock, control),
        ...authorityEndpoints(key, tokens),
        signInChoices(kept.connectionString),
      ],
    });
    undo.push(() => host.stop());
    return { ...host, azurite, stateFolder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function openClock(azurite: Azurite | null): Clock {
  if (azurite !== null && azurite.clockFile !== null) {
    return installMovableClock(azurite.clockFile, azurite.tableUrl);
  }
  const where = azurite ? `The Azurite on port ${azurite.ports.table}` : 'This storage account';
  return fixedClock(
    `${where} was not started by this host, so its clock can't be moved, and a purge goes by both clocks. Stop it and start again, or start with ports of its own: npm start -- --storage-port 11000`,
  );
}
