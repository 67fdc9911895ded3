import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { compileCache } from '../compile-cache.ts';
import { clockFileVariable } from '../clock/offset-file.ts';
import { exitWithParentVariable } from '../exit-with-parent.ts';
import { LocalHostError } from '../local-host-error.ts';
import type { AzuritePorts } from './connection-string.ts';
import { recordVariable } from './end-with-hosts.ts';
import { endProcess } from './process-id.ts';
import { type AzuriteRecord, recordPath, removeRecord, writeRecord } from './record.ts';

const preload = new URL('../clock/preload.ts', import.meta.url).href;
/** It comes as fast as the machine lets it; this is for one that hangs. */
const lastResortMs = 10 * 60_000;
const endMs = 60_000;

export interface LaunchOptions {
  readonly stateFolder: string;
  readonly memory: boolean;
  readonly ports: AzuritePorts;
  readonly clockFile: string;
}

/**
 * Starts Azurite with the movable clock in it, puts it on record and waits until its three services listen. Port 0 is any free
 * one. One that does not come up is ended.
 */
export async function launch(
  options: LaunchOptions,
): Promise<AzuriteRecord & { ports: AzuritePorts }> {
  const { stateFolder, memory, clockFile } = options;
  const program = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  await mkdir(stateFolder, { recursive: true });
  const logFile = join(stateFolder, 'azurite.log');
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, ['--import', preload, program, ...toArguments(options)], {
    // A file, not a pipe: it has to outlive a host that is killed.
    stdio: ['ignore', log, log],
    // Ctrl-C goes to the whole group, and Azurite has to serve until the host has stopped.
    detached: true,
    env: {
      ...process.env,
      [clockFileVariable]: clockFile,
      [exitWithParentVariable]: memory ? String(process.pid) : '0',
      [recordVariable]: recordPath(stateFolder),
      npm_lifecycle_event: '',
      NODE_COMPILE_CACHE: compileCache,
    },
  });
  closeSync(log);
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new LocalHostError('Azurite could not be started.');
  const record = { pid, clockFile, hosts: [process.pid] };
  writeRecord(stateFolder, { ...record, ports: null });
  const gone = new AbortController();
  child.once('exit', () => gone.abort());
  try {
    const ports = await readPorts(logFile, gone.signal);
    writeRecord(stateFolder, { ...record, ports });
    return { ...record, ports };
  } catch (error) {
    if (!(await endProcess(pid, endMs))) child.kill('SIGKILL');
    removeRecord(stateFolder);
    throw error;
  }
}

function toArguments({ stateFolder, memory, ports }: LaunchOptions): string[] {
  const values = {
    '--blobHost': '127.0.0.1',
    '--blobPort': ports.blob,
    '--queueHost': '127.0.0.1',
    '--queuePort': ports.queue,
    '--tableHost': '127.0.0.1',
    '--tablePort': ports.table,
    // It closes idle connections after 5 s otherwise, just when a client uses them again.
    '--tableKeepAliveTimeout': 60,
    '--queueKeepAliveTimeout': 60,
  };
  const place = memory ? ['--inMemoryPersistence'] : ['--location', join(stateFolder, 'azurite')];
  const switches = ['--skipApiVersionCheck', '--disableTelemetry', '--silent'];
  return [...Object.entries(values).flat().map(String), ...switches, ...place];
}

async function readPorts(logFile: string, gone: AbortSignal): Promise<AzuritePorts> {
  const started = performance.now();
  while (!gone.aborted) {
    const text = readFileSync(logFile, 'utf8');
    const [blob, queue, table] = ['Blob', 'Queue', 'Table'].map((service) =>
      new RegExp(`Azurite ${service} service is successfully listening at \\S+:(\\d+)`).exec(text),
    );
    if (blob && queue && table) {
      return { blob: Number(blob[1]), queue: Number(queue[1]), table: Number(table[1]) };
    }
    if (performance.now() - started > lastResortMs) {
      throw new LocalHostError(
        `Azurite did not answer within ${lastResortMs / 60_000} minutes; see ${logFile}.`,
      );
    }
    await delay(15);
  }
  throw new LocalHostError(`Azurite has ended at once. It says:\n${readFileSync(logFile, 'utf8')}`);
}
