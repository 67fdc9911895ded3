import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AzuritePorts, serviceUrl, toConnectionString } from './azurite/connection-string.ts';
import { launch } from './azurite/launch.ts';
import { withAzuriteLock } from './azurite/lock.ts';
import { probe } from './azurite/probe.ts';
import { endProcess } from './azurite/process-id.ts';
import { type AzuriteRecord, readRecord, removeRecord, writeRecord } from './azurite/record.ts';
import { LocalHostError } from './local-host-error.ts';

export interface Azurite {
  readonly connectionString: string;
  readonly ports: AzuritePorts;
  readonly tableUrl: string;
  /** Where it keeps its data and its record; a host of the same folder finds it there. */
  readonly stateFolder: string;
  /** The file that moves its clock; null for an Azurite somebody else has started. */
  readonly clockFile: string | null;
  /** Lets go of it. The last host that does so stops it, unless it is somebody else's. */
  stop(): Promise<void>;
}

export interface AzuriteOptions {
  /** Without one a temporary folder, removed at the end. */
  readonly stateFolder?: string;
  /** Keeps nothing on disk. */
  readonly memory?: boolean;
  /** Blob on this port, queue and table on the next two; 0 for any free ones. Default 10000. */
  readonly port?: number;
}

/** It saves its data at the end, which takes as long as it takes; this is for one that hangs. */
const lastResortMs = 10 * 60_000;

/** Starts Azurite, or uses the one that is there: this folder's own, or one that answers on the ports. */
export async function startAzurite(options: AzuriteOptions = {}): Promise<Azurite> {
  const stateFolder = options.stateFolder ?? (await mkdtemp(join(tmpdir(), 'unseat-')));
  const isTemporary = options.stateFolder === undefined;
  await mkdir(stateFolder, { recursive: true });
  return withAzuriteLock(stateFolder, () => open(stateFolder, isTemporary, options));
}

async function open(
  stateFolder: string,
  isTemporary: boolean,
  { port = 10_000, memory = false }: AzuriteOptions,
): Promise<Azurite> {
  const known = readRecord(stateFolder);
  if (known?.ports) {
    writeRecord(stateFolder, { ...known, hosts: [...known.hosts, process.pid] });
    return useOwn(stateFolder, { ...known, ports: known.ports }, isTemporary);
  }
  // Left by a host that was killed while it started or stopped it: never two on the same files.
  if (known) await endAzurite(stateFolder, known);
  const ports = port === 0 ? { blob: 0, queue: 0, table: 0 } : toPorts(port);
  if (port !== 0 && (await isThere(ports))) return useForeign(stateFolder, ports);
  const clockFile = join(stateFolder, 'clock.json');
  return useOwn(stateFolder, await launch({ stateFolder, memory, ports, clockFile }), isTemporary);
}

function toPorts(first: number): AzuritePorts {
  return { blob: first, queue: first + 1, table: first + 2 };
}

/** True for a complete Azurite, false for free ports. Anything else in the way is an error. */
async function isThere(ports: AzuritePorts): Promise<boolean> {
  const services = ['blob', 'queue', 'table'] as const;
  const found = await Promise.all(services.map((service) => probe(ports[service])));
  if (found.every((answer) => answer === 'nothing')) return false;
  if (found[1] === 'queue' && found[2] === 'table') return true;
  const wrong = services.find(
    (service, index) => found[index] !== service && found[index] !== 'nothing',
  );
  const port = ports[wrong ?? 'blob'];
  const who = wrong
    ? 'is taken by another program'
    : 'belongs to an Azurite without table or queue';
  throw new LocalHostError(
    `Port ${port}, which Azurite needs, ${who}. Stop it, or choose other ports: npm start -- --storage-port ${ports.blob + 1000}`,
  );
}

function useForeign(stateFolder: string, ports: AzuritePorts): Azurite {
  return {
    connectionString: toConnectionString(ports),
    ports,
    tableUrl: serviceUrl(ports.table),
    stateFolder,
    clockFile: null,
    stop: () => Promise.resolve(),
  };
}

function useOwn(
  stateFolder: string,
  record: AzuriteRecord & { ports: AzuritePorts },
  isTemporary: boolean,
): Azurite {
  return {
    connectionString: toConnectionString(record.ports),
    ports: record.ports,
    tableUrl: serviceUrl(record.ports.table),
    stateFolder,
    clockFile: record.clockFile,
    stop: async () => {
      // The folder may be gone already: whoever removed it has stopped what was in it.
      if (existsSync(stateFolder)) await withAzuriteLock(stateFolder, () => letGo(stateFolder));
      if (isTemporary) await rm(stateFolder, { recursive: true, force: true });
    },
  };
}

async function letGo(stateFolder: string): Promise<void> {
  const record = readRecord(stateFolder);
  if (!record) return;
  // One process may use it twice, and lets go of it once for each.
  const others = record.hosts.toSpliced(record.hosts.indexOf(process.pid), 1);
  if (others.length > 0) {
    writeRecord(stateFolder, { ...record, hosts: others });
    return;
  }
  await endAzurite(stateFolder, record);
}

/** Stops it in good order. Under the lock of the folder. */
export async function endAzurite(stateFolder: string, record: AzuriteRecord): Promise<void> {
  writeRecord(stateFolder, { ...record, ports: null });
  if (!(await endProcess(record.pid, lastResortMs))) {
    throw new LocalHostError(
      `Azurite (process ${record.pid}) still saves its data after ${lastResortMs / 60_000} minutes. Leave it alone, it ends by itself.`,
    );
  }
  removeRecord(stateFolder);
}
